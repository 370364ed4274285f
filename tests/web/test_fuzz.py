"""No input makes a fault of ours: what ``tests.web.nasty`` knows goes into every field of every form, and into addresses."""

from __future__ import annotations

import os
from io import BytesIO
from itertools import cycle, islice
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

import pytest

from tests import engines
from tests.visitor import HTMX
from tests.web.forms import FRESH, FoundForm, found_forms
from tests.web.nasty import NASTY, encoded
from tests.web.tour import COOKIE, Guest, assert_none, stops
from tests.web.walks import EVERYWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.product import Product
    from tests.scene import Scene
    from tests.web.walks import Walks

EVERYBODY = (None, "noora", "kim", "joonas", "aino", "outi", "marja_liisa", "jaana", "riikka")
# Putting PostgreSQL back after each form that was accepted takes long: an ordinary run lets three people try there.
PEOPLE = EVERYBODY if engines.ENGINE == "sqlite" or os.environ.get("PEILI_TORTURE") else (None, "noora", "marja_liisa")
# How many of the nasty values each field gets here; the next field begins where this one stopped. All of them in `make torture`.
SHARE = len(NASTY) if os.environ.get("PEILI_TORTURE") else {"sqlite": 2, "postgresql": 1}[engines.ENGINE]
STEP = 1 if os.environ.get("PEILI_TORTURE") else 30  # of the nasty values, every how many go into an address
# PostgreSQL refuses what SQLite swallows: these go into every field there.
ALWAYS = ("NUL", "lone surrogate", "past 64 bits") if engines.ENGINE == "postgresql" else ()
SECONDS = 20  # nobody waits longer than this on any machine
# Fields that have been tried in this process: the next person who meets the form sends it whole, empty and strange.
_tried: set[tuple[str, str]] = set()
PLANTED = ("<script>planted", "onerror=planted()>", "onclick=planted()>", "planted=1")


def faults(response: TestResponse) -> str | None:
    """What is wrong with an answer to nasty input."""
    if response.status_code >= 500:
        return f"answers {response.status_code}"
    if any(cookie.startswith("planted") for cookie in response.headers.getlist("Set-Cookie")):
        return "sets a planted cookie"
    body = response.text if (response.mimetype or "").startswith("text/") else ""
    planted = [text for text in PLANTED[:3] if text in body]
    return f"lets in {planted}" if planted else None


@pytest.mark.parametrize("name", [pytest.param(name, marks=pytest.mark.xdist_group(str(name))) for name in PEOPLE])
def test_no_form_field_breaks_anything(product: Product, scene: Scene, walks: Walks, name: str | None) -> None:
    forms = found_forms(walks.walk(name))
    assert forms
    values = cycle(NASTY)
    wrong: dict[str, str] = {}
    product.renew("scene")
    for form in forms:
        for what, body in bodies(form, values):
            guest = Guest(product.app, scene, name)
            began = monotonic()
            response = send(guest, form, body, partial=len(what) % 2 == 0)
            if fault := faults(response) or ("took too long" if monotonic() - began > SECONDS else None):
                wrong[f"{form.method} {form.action} {what}"] = fault
            if response.status_code < 400 and form.method == "post":
                product.renew("scene")
    assert_none(wrong)


def bodies(form: FoundForm, values: Iterator[str]) -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """What is sent: the form as it should be, empty, with strange fields; each field in turn nasty, missing and twice."""
    honest = form.filled()
    yield "honest", honest
    for place, (field, value) in enumerate(honest):
        if field == "form_token" or not is_due(form, field):
            continue
        for nasty in dict.fromkeys([*ALWAYS, *islice(values, SHARE)]):
            yield f"{field}={nasty}", [*honest[:place], (field, NASTY[nasty]), *honest[place + 1 :]]
        yield f"{field} missing", honest[:place] + honest[place + 1 :]
        yield f"{field} twice", [*honest, (field, value), (field, NASTY["markup"])]
    yield "nothing", [pair for pair in honest if pair[0] in FRESH]
    yield "strange fields", [*honest, ("id", b"1"), ("__class__", b"x"), ("subjects[]", b"1"), ("\x00", b"1"), ("a" * 5000, b"")]


def is_due(form: FoundForm, field: str) -> bool:
    """Whether a field has not been tried yet. What every form carries is read by one piece of code, whatever the form."""
    key = ("every form" if field in FRESH else form.kind[1], field)
    if key in _tried and not EVERYWHERE:
        return False
    _tried.add(key)
    return True


def send(guest: Guest, form: FoundForm, fields: list[tuple[str, bytes]], *, partial: bool) -> TestResponse:
    """Send bytes as they are, with this browser's token."""
    headers = HTMX if partial else {}
    if form.method == "get":
        kept = [pair for pair in fields if pair[0] not in FRESH]
        return guest.client.get(f"{form.action.split('?')[0]}?{encoded(kept).decode()}", headers=headers, buffered=True)
    body = encoded([(name, guest.form_token.encode() if name == "form_token" else value) for name, value in fields])
    kind = "application/x-www-form-urlencoded"
    return guest.client.post(form.action, data=body, content_type=kind, headers=headers, buffered=True)


@pytest.mark.parametrize("name", ["aino", None])
def test_no_address_breaks_anything(product: Product, scene: Scene, name: str | None) -> None:
    guest = Guest(product.app, scene, name)
    wrong = {}
    places = [str(value) for value in (*scene.ids.values(), *scene.tokens.values(), *scene.words.values())]
    for stop in stops(product.app, scene, method="GET"):
        ends = [f"{stop.url}?{argument}=" for argument in ("q", "page", "before", "next", "meeting", "form")]
        last = stop.url.rstrip("/").rsplit("/", 1)
        ends += [f"{last[0]}/"] if last[-1] in places else []
        for end in ends:
            for value in list(NASTY.values())[len(end) % STEP :: STEP]:
                if len(value) < 2000:
                    url = end + quote_from_bytes(value, safe="")
                    if fault := faults(guest.get(url)):
                        wrong[url[:120]] = fault
    assert_none(wrong)


@pytest.mark.parametrize("header", ["Accept-Language", "Cookie", "Host", "HX-Current-URL", "Origin", "Range", "Referer", "User-Agent"])
def test_no_header_breaks_anything(product: Product, scene: Scene, header: str) -> None:
    guest = Guest.actor(product.app, scene, "participant")
    wrong = {}
    for what, value in NASTY.items():
        if not {b"\r", b"\n", b"\x00"} & {bytes([byte]) for byte in value} and len(value) < 4000:
            text = value.decode("latin-1")
            sent = f"{COOKIE}={text}; peili-language={text}; peili-say={text}" if header == "Cookie" else text
            for url in ("/settings", "/sessions/new"):
                if fault := faults(guest.client.get(url, headers={header: sent} | HTMX, buffered=True)):
                    wrong[f"{url} with {header}: {what}"] = fault
    assert_none(wrong)


FILES: dict[str, tuple[str, bytes]] = {
    "empty": ("a.jpg", b""),
    "text": ("a.jpg", b"hello"),
    "program": ("a.jpg", b"MZ\x90\x00" + b"\x00" * 500),
    "drawing": ("a.jpg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>planted()</script></svg>'),
    "document": ("a.jpg", b"%PDF-1.7\n"),
    "page": ("a.html", b"<script>planted()</script>"),
    "bomb": ("a.png", bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\x00\x00\xc3\x50" * 2 + b"\x08\x06\x00\x00\x00" + b"\x00" * 64),
    "cut short": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
    "animation": (
        "a.gif",
        b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
    ),
    "path for a name": ("../../../etc/passwd", b"x"),
    "NUL in the name": ("a\x00.png", b"x"),
    "long name": ("a" * 3000 + ".jpg", b"x"),
    "zip": ("a.webp", b"PK\x03\x04" + b"\x00" * 100),
}


@pytest.mark.parametrize("what", FILES)
@pytest.mark.xdist_group("jaana")
def test_no_file_breaks_anything(product: Product, scene: Scene, walks: Walks, what: str) -> None:
    name, content = FILES[what]
    # The style page shows a form that nothing answers.
    found = [form for form in found_forms(walks.walk("jaana")) if form.multipart and form.page != "/ui"]
    product.renew("scene")
    assert found
    for form in found:
        guest = Guest(product.app, scene, "jaana")
        files = [field for field, kind, _ in form.fields if kind == "file"]
        data: dict[str, object] = {field: value.decode() for field, value in form.filled() if field not in files}
        response = guest.post(form.action, data | {field: (BytesIO(content), name) for field in files}, page=form.page)
        assert (form.action, faults(response), response.status_code) == (form.action, None, 422)
