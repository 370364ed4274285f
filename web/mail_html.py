"""Mails as HTML, made from the same text: no mail is written twice, and what is text never becomes markup.

A paragraph stands between empty lines. A line that is nothing but an address becomes a link, lines that begin with ``- `` a list,
lines that begin with ``> `` a quotation. No image, no script, nothing fetched: opening a mail tells nobody that it was opened.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from flask import current_app
from markupsafe import Markup

if TYPE_CHECKING:
    from vault.mail import Letter

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LINK = Markup('<a href="{0}">{0}</a>')
_MARKS: Final = {
    "- ": (Markup("<ul>"), Markup("<li>{}</li>"), Markup("</ul>")),
    "> ": (Markup("<blockquote>"), Markup("{}<br>"), Markup("</blockquote>")),
}
# In the mail itself: programs that read mails fetch nothing. Those that drop it still show every word in order.
STYLE: Final = Markup(
    "<style>"
    ":root{color-scheme:light dark}"
    "body{margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1d2433;background:#fff}"
    "main{max-width:36em;margin:0 auto}"
    "h1{font-size:20px;line-height:1.3}"
    "a{color:#1f4e8c;overflow-wrap:anywhere}"
    "blockquote{margin:0;padding-left:12px;border-left:3px solid #8a94a6}"
    "footer{margin-top:32px;font-size:14px}"
    "@media (prefers-color-scheme:dark){body{color:#e8ebf1;background:#171b24}a{color:#9cc2f5}}"
    "</style>"
)


def page(letter: Letter) -> str:
    """A whole HTML document, in the letter's language."""
    template = current_app.jinja_env.get_template("mail.html")
    blocks = [block(part) for part in re.split(r"\n\s*\n", letter.body.strip()) if part.strip()]
    return template.render(language=letter.language, subject=letter.subject, blocks=blocks, style=STYLE)


def block(text: str) -> Markup:
    """One part of a mail as HTML: runs of list items, quoted lines and plain lines."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return Markup("\n").join(_run(mark, list(run)) for mark, run in groupby(lines, key=lambda line: line[:2] if line[:2] in _MARKS else ""))


def _run(mark: str, lines: list[str]) -> Markup:
    if not mark:
        return Markup("<p>{}</p>").format(Markup("<br>\n").join(_line(line) for line in lines))
    before, each, after = _MARKS[mark]
    return before + Markup("").join(each.format(line[2:]) for line in lines) + after


def _line(line: str) -> Markup:
    found = line.strip()
    return _LINK.format(found) if _ADDRESS.fullmatch(found) else Markup("{}").format(line)
