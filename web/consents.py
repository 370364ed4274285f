"""Consents over HTTP: who speaks, and the mails that go with asking and answering. No mail says what a text says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from models.base.clock import utcnow
from models.people import LinkPurpose, SingleUseLink
from vault.consents import Voice
from web import hx, links
from web.access import actor_or_sign_in
from web.extensions import db
from web.forms import language
from web.mail import address
from web.notes import page_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response

    from models.confidential import ConsentRequest, Passage
    from models.people import Person
    from models.process import Meeting


def voice() -> Voice:
    """The person signed in, in the language of the page."""
    return Voice(actor_or_sign_in(), language())


def mail_question(request: ConsentRequest, passage_id: int) -> None:
    """Tell a person that they are asked, with a link that withdraws without signing in."""
    _mail(request.person, "confidential/mail/consent_request", passage_id)


def asked(meeting: Meeting, requests: Sequence[ConsentRequest], *, anchor: str) -> Response:
    """The answer to asking: the note again, in place or on its page."""
    names = ", ".join(sorted({request.person.name for request in requests}))
    said = _("Consent was asked: %(names)s.", names=names) if requests else _("Everybody has been asked already.")
    if hx.is_partial():
        return hx.render("confidential/notes/show.html", fragment="note", meeting=meeting, say=said)
    return hx.see_other(page_of(meeting, anchor), say=said)


def mail_receipt(person: Person, passage: Passage) -> None:
    """After consent was given: a link that withdraws it, unless one that the person has is still good."""
    still_good = (SingleUseLink.used_at.is_(None), SingleUseLink.revoked_at.is_(None), SingleUseLink.expires_at > utcnow())
    mine = select(SingleUseLink.id).where(
        SingleUseLink.person_id == person.id,
        SingleUseLink.purpose == LinkPurpose.WITHDRAWAL,
        SingleUseLink.object_id == passage.id,
        *still_good,
    )
    if db.session.scalar(mine.limit(1)) is None:
        _mail(person, "confidential/mail/consent_given", passage.id)


def _mail(person: Person, template: str, passage_id: int) -> None:
    question = address(url_for("consents.edit", id=passage_id))
    links.send(
        LinkPurpose.WITHDRAWAL, person, template, "/withdrawals/{}", now=utcnow(), object_id=passage_id, context={"question": question}
    )
