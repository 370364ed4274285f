"""Mails: rendered in the receiver's language from ``templates/<wing>/mail/<name>.txt`` (subject on the first line)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from flask import current_app
from flask_babel import force_locale
from markupsafe import Markup

from models.base.clock import utcnow
from vault import mail as outbox
from vault.mail import Letter, Terms
from web import notices
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask
    from jinja2 import Template

    from gateways.letters import CalendarPart
    from models.base.house import OutboxMessage
    from models.people import Person
    from models.people.notification import NoticeKind
    from models.process import Engagement, Meeting

Composer = Callable[["OutboxMessage", "Person", "Meeting | None"], "Letter | None"]
COMPOSERS: Final[dict[str, Composer]] = {}
# Line ends and other control characters, and those that turn the direction of what follows.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+")


class Quoted(str):
    """Somebody's own words of several lines, each marked as a quotation; nothing in them is taken for a line of ours."""

    __slots__ = ()


def send(
    person: Person,
    template: str,
    *,
    to: str | None = None,
    ahead: Engagement | None = None,
    notice: NoticeKind | None = None,
    once: str | None = None,
    meeting: Meeting | None = None,
    calendar: CalendarPart | None = None,
    **context: Any,  # noqa: ANN401  what the template is given
) -> OutboxMessage | None:
    """Put a mail to a person into the outbox of this transaction; ``to`` overrides the address (an old one, say).

    ``ahead`` is the engagement whose coming events the mail tells of: it does not leave once the person has left that. ``meeting`` is
    what it tells of, and the template's ``meeting``: the mail does not leave when that is cancelled later. ``notice`` is a kind that the
    person may decline, or get in the morning. ``once`` names the thing told: telling it again does nothing. None when no mail was made.
    The worker sends mails too, so templates see no request: ``fmt``, ``provider_name`` and what is given here.
    """
    now = utcnow()
    moment = notices.wanted(person, notice, now=now, before=meeting.starts_at if meeting else None)
    if moment is None:
        return None
    made = letter(person, template, ahead=ahead, calendar=calendar, **({"meeting": meeting} if meeting else {}), **context)
    terms = Terms(once=once, notice=notice, meeting=_known(meeting), not_before=moment)
    return outbox.post(db.session(), made, to=to or person.email, recipient=person, now=now, terms=terms)


def later(
    person: Person, kind: str, *, once: str, meeting: Meeting | None = None, not_before: datetime, notice: NoticeKind | None = None
) -> OutboxMessage | None:
    """Put a mail into the outbox that the kind's composer makes when it leaves, ``not_before`` a moment, from what is true then.

    ``once`` names the thing told, for example ``reminder:day:<meeting>:<person>``; telling it again does nothing and gives None.
    """
    terms = Terms(once=once, notice=notice, meeting=_known(meeting), not_before=not_before)
    return outbox.post_later(db.session(), kind, person, now=utcnow(), terms=terms)


def all_later(kind: str, told: Iterable[tuple[Person, str, Meeting]], *, not_before: datetime) -> None:
    """The same for many at once: whom, the thing told once, and the meeting."""
    terms = ((person, Terms(once=once, meeting=_known(meeting), not_before=not_before)) for person, once, meeting in told)
    outbox.post_all_later(db.session(), kind, terms, now=utcnow())


def composer(kind: str) -> Callable[[Composer], Composer]:
    """Register the function that makes the mails of a kind: from the row, its receiver and its meeting a Letter, or None.

    None says that the mail is no longer true: it is cancelled. The function runs in the transaction that claims the mail.
    """

    def register(function: Composer) -> Composer:
        COMPOSERS[kind] = function
        return function

    return register


def letter(
    person: Person, template: str, *, ahead: Engagement | None = None, calendar: CalendarPart | None = None, **context: object
) -> Letter:
    """A mail to a person, rendered now in their language; what composers give."""
    text = _render(person.language, template, person=person, **context)
    return Letter(template, person.language, text, ahead.id if ahead else None, calendar)


def send_to(email: str, language: str, template: str, **context: object) -> OutboxMessage | None:
    """Put a mail into the outbox to somebody who has no account; templates see no ``person``."""
    made = Letter(template, language, _render(language, template, **context))
    return outbox.post(db.session(), made, to=email, recipient=None, now=utcnow())


def drop(person: Person, engagement: Engagement, *, now: datetime) -> None:
    """Let no mail that tells the person of the engagement's coming events leave any more."""
    outbox.cancel_for(db.session(), person, now=now, engagement_id=engagement.id)


def address(path: str) -> str:
    """A full address of a path, as people reach the product; never made from the request's Host."""
    return str(current_app.config["PEILI"].base_url) + path


def install(app: Flask) -> None:
    """Prepare the surroundings in which mails are rendered: whatever a template is given stays in the line where it is put."""
    app.jinja_env.filters["quoted"] = quoted
    app.extensions["peili-mail-templates"] = app.jinja_env.overlay(finalize=_in_line)


def quoted(text: str) -> Quoted:
    """Somebody's own words, line by line behind the sign of a quotation."""
    return Quoted("\n".join(f"> {_CONTROLS.sub(' ', line)}".rstrip() for line in text.splitlines()))


def _in_line(value: object) -> object:
    """A name with a line end in it begins no line of its own: neither a header, nor a paragraph, nor a link."""
    if isinstance(value, str) and not isinstance(value, (Quoted, Markup)):
        return _CONTROLS.sub(" ", value)
    return value


def _render(language: str, template: str, **context: object) -> str:
    with force_locale(language):
        found: Template = current_app.extensions["peili-mail-templates"].get_template(f"{template}.txt")
        return found.render(**context).strip() + "\n"


def _known(meeting: Meeting | None) -> Meeting | None:
    """The meeting, with a number."""
    if meeting is not None and meeting.id is None:
        db.session.flush()
    return meeting
