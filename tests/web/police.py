"""What every answer of the product owes its reader, checked on the answer itself."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import html5lib
from html5lib.html5parser import ParseError

from web import i18n
from web.headers import ALWAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from werkzeug.test import TestResponse

# Hidden fields that differ from one answer to the next.
CHANGING = re.compile(r'(name="(?:form_token|page|submission_key)") value="[^"]*"')
PHOTO_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
VARIES = {"Cookie", "HX-Request", "HX-Request-Type", "Accept-Language"}
LABELLED = "button", "hidden", "image", "reset", "submit"
# Words that no Finnish or Swedish sentence holds; an English one hardly does without them.
ENGLISH = re.compile(r"\b(?:the|this|that|these|your|you|with|from|which|cannot|are|has been)\b", re.IGNORECASE)
LEAKS = re.compile(r"%\(\w+\)|\{\{|\}\}|\{%|<[A-Z]\w+ \d|&lt;[A-Z]\w+|object at 0x|\bUndefined\b|\bNone\b")
# A control of such a name hides the form's own property of that name from htmx, and the button does nothing.
SHADOWING = {"action", "closest", "elements", "form", "getAttribute", "id", "matches", "method", "reportValidity", "submit"}
# Parts of a page that screen readers list; a region and a form only when they have a name.
LANDMARKS = {"nav": "navigation", "section": "region", "form": "form", "aside": "complementary"}
SPOKEN = ("alt", "aria-description", "aria-label", "placeholder", "title")


def faults_of(response: TestResponse) -> list[str]:
    """One line for everything that is wrong with an answer; none when nothing is."""
    faults = list(_headers(response))
    if response.mimetype == "text/html" and response.status_code not in {204, 303}:
        faults += _html(CHANGING.sub(r'\1 value="0"', response.text))
    return faults


def _headers(response: TestResponse) -> Iterator[str]:
    headers, path = response.headers, response.request.path
    photo = response.mimetype == "image/webp"
    due = ALWAYS | ({"Content-Security-Policy": PHOTO_POLICY} if photo else {})
    yield from (f"{name} is {headers.get(name)!r}" for name, value in due.items() if headers.get(name) != value)
    if path.startswith("/static/"):
        return
    # A calendar program may keep the meetings of its owner for a while; the address is the owner's alone.
    kept = photo or (response.mimetype == "text/calendar" and headers.get("Cache-Control", "").startswith("private, "))
    if headers.get("Cache-Control") != "no-store" and not kept:
        yield f"Cache-Control is {headers.get('Cache-Control')!r}"
    if not VARIES.issubset({part.strip() for part in headers.get("Vary", "").split(",")}):
        yield f"Vary is {headers.get('Vary')!r}"
    if response.status_code in {301, 302, 307, 308}:
        yield f"{response.status_code} where 303 is due"
    if response.status_code == 303 and response.request.headers.get("HX-Request-Type") == "partial":
        yield "303 to a partial request: fetch follows it"


@lru_cache(maxsize=2000)
def _html(text: str) -> tuple[str, ...]:
    """Errors look alike wherever they happen, so that many answers are one text."""
    return tuple(_faults_in(text))


def _faults_in(text: str) -> Iterator[str]:
    whole = text.lstrip().lower().startswith("<!doctype html>")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        tree = parser.parse(text) if whole else parser.parseFragment(text)
    except ParseError as error:
        position, code, _more = parser.errors[-1]
        yield f"not valid HTML ({code} at {position}: {error})"
        return
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    if whole:
        yield from _page(tree, elements)
    yield from _identifiers(elements, whole=whole)
    yield from _script_and_style(elements)
    yield from _forms(elements)
    yield from _names(elements)
    yield from _landmarks(elements)
    yield from _texts(tree)


def _page(tree: Any, elements: list[Element]) -> Iterator[str]:  # noqa: ANN401  html5lib's tree has no type
    headings = [words(element) for element in elements if element.tag == "h1"]
    if len(headings) != 1 or not headings[0]:
        yield f"h1: {headings}"
    title = words(tree.find("head/title"))
    if not title.endswith(" – Peili") or title == " – Peili":
        yield f"title: {title!r}"
    if tree.get("lang") not in {"fi", "sv", "en"}:
        yield f"lang: {tree.get('lang')!r}"
    levels = [int(element.tag[1]) for element in elements if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    if any(after - before > 1 for before, after in pairwise(levels)):
        yield f"a heading level is skipped: {levels}"


def _identifiers(elements: list[Element], *, whole: bool) -> Iterator[str]:
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    yield from (f"id {name!r} stands {times} times" for name, times in ids.items() if times > 1 or not name)
    yield from (f"id {name!r} has a space" for name in ids if name and re.search(r"\s", name))
    if not whole:
        return
    for element in elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "list", "form"):
            missing = [name for name in (element.get(attribute) or "").split() if name not in ids]
            yield from (f"{attribute} of <{element.tag}> names {name!r}, which is not there" for name in missing)
        link = element.get("href") or ""
        if element.tag == "a" and link.startswith("#") and link[1:] not in ids:
            yield f"the link {link} leads nowhere"


def _script_and_style(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag == "style" or (element.tag == "script" and (not element.get("src") or words(element))):
            yield f"<{element.tag}> inside the page"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"{name} on <{element.tag}>"
            if re.match(r"\s*(?:javascript|js|data|vbscript):", value, re.IGNORECASE):
                yield f"{name}={value[:40]!r}"


def _forms(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag == "form":
            yield from _form(element)
            yield from _names_of_controls(element)
        elif "hx-post" in element.attrib or any(name in element.attrib for name in ("hx-put", "hx-patch", "hx-delete")):
            yield f"<{element.tag}> sends by htmx alone"
        if "hx-get" in element.attrib and element.tag != "form" and element.get("href") != element.get("hx-get"):
            yield f"<{element.tag}> fetches {element.get('hx-get')!r} by htmx alone"


def _names_of_controls(form: Element) -> Iterator[str]:
    shadowing = SHADOWING.intersection(control.get("name", "") for control in form.iter())
    if "hx-post" in form.attrib and shadowing:
        yield f"the form to {form.get('action')} has a control named {min(shadowing)}, which htmx takes for its own"


def _form(form: Element) -> Iterator[str]:
    method, action, here = form.get("method"), form.get("action"), form.get("action") or form.get("hx-get")
    if method not in {"get", "post"} or not action:
        yield f"<form> with method {method!r} and action {action!r}"
    fields = Counter(field.get("name") for field in form.iter("input") if field.get("type") == "hidden")
    if method == "post" and (fields["form_token"] != 1 or fields["page"] != 1):
        yield f"the form to {action} lacks its tokens"
    if method == "get" and fields["form_token"]:
        yield f"the form to {action} puts its token into the address"
    if "hx-post" in form.attrib and (method != "post" or form.get("hx-post") != action):
        yield f"the form to {action} posts to {form.get('hx-post')} by htmx"
    if "hx-get" in form.attrib and (method != "get" or form.get("hx-get") != here):
        yield f"the form to {action} fetches {form.get('hx-get')} by htmx"
    if any(field.get("type") == "file" for field in form.iter("input")) and form.get("enctype") != "multipart/form-data":
        yield f"the form to {action} would not send its file"
    if any(inner is not form for inner in form.iter("form")):
        yield f"a form inside the form to {action}"


def _names(elements: list[Element]) -> Iterator[str]:
    """Everything one can use has a name that a screen reader says."""
    labelled = {element.get("for") for element in elements if element.tag == "label" and words(element)}
    inside = {id(field) for label in elements if label.tag == "label" and words(label) for field in label.iter()}
    for element in elements:
        named = bool(element.get("aria-label") or element.get("aria-labelledby"))
        if element.tag in {"select", "textarea"} or (element.tag == "input" and element.get("type") not in LABELLED):
            if not (named or element.get("id") in labelled or id(element) in inside):
                yield f"<{element.tag} name={element.get('name')!r}> has no label"
        elif element.tag in {"a", "button", "summary"} and not (named or words(element)):
            yield f"<{element.tag}> without words: {element.attrib}"
        elif element.tag == "img" and element.get("alt") is None:
            yield f"<img src={element.get('src')!r}> without alt"
        elif element.tag in {"th", "fieldset"} and not words(element):
            yield f"<{element.tag}> without words"


def _landmarks(elements: list[Element]) -> Iterator[str]:
    """No two parts of a kind have the same name: a list of them would not tell them apart."""
    by_id = {element.get("id"): element for element in elements}
    found: Counter[tuple[str, str]] = Counter()
    for element in elements:
        role = element.get("role") or LANDMARKS.get(element.tag)
        labels = (by_id.get(name) for name in (element.get("aria-labelledby") or "").split())
        name = element.get("aria-label") or " ".join(words(label) for label in labels if label is not None)
        if role in {"navigation", "complementary", "search"} or (role in {"region", "form"} and name):
            found[role, name] += 1
    yield from (f"{times} parts are a {role} named {name!r}" for (role, name), times in found.items() if times > 1)


def _texts(tree: Any) -> Iterator[str]:  # noqa: ANN401  html5lib's tree has no type
    for text, language in spoken(tree, tree.get("lang") or ""):
        if leak := LEAKS.search(text):
            yield f"a value shows itself: {leak.group()!r} in {text[:80]!r}"
        if language in {"fi", "sv"} and (text in untranslated(language) or ENGLISH.search(text)):
            yield f"English on a page in {language}: {text[:80]!r}"


def spoken(element: Element, language: str) -> Iterator[tuple[str, str]]:
    """Every text of a page that is seen or heard, with the language it says it is in."""
    language = element.get("lang") or language
    if element.tag in {"script", "style", "textarea"} or element.get("translate") == "no":
        return
    yield from ((value.strip(), language) for name, value in element.attrib.items() if name in SPOKEN and value.strip())
    if element.text and element.text.strip():
        yield " ".join(element.text.split()), language
    for child in element:
        if isinstance(child.tag, str):
            yield from spoken(child, language)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split()), language


def words(element: Element | None) -> str:
    """The text of an element with its spaces made single."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


@cache
def untranslated(language: str) -> frozenset[str]:
    """English texts that read otherwise in this language."""
    catalogue = ((m.id, m.string) for m in i18n.merged(language) if m.id)
    return frozenset(text for text, string in catalogue if isinstance(text, str) and text != string and " " in text)
