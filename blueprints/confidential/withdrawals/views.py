"""Withdrawing consent: at once, for everybody else, at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from models.base.clock import utcnow
from models.base.tokens import token_hash
from models.confidential import Channel
from models.people import LinkPurpose, SingleUseLink
from vault import consents, doors
from vault.consents import Voice
from web import hx, links
from web.access import permits, public
from web.consents import voice
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import Passage

bp = Blueprint("withdrawals", __name__)


@bp.post("/passages/<int:id>/withdrawals")
@permits("consent.withdraw", door=doors.about)
def create(passage: Passage) -> Response:
    """Withdraw: the text is gone for everybody else when this answer arrives."""
    consents.withdraw(db.session(), voice(), passage, now=utcnow())
    db.session.commit()
    return hx.see_other(
        url_for("consents.index", _anchor=f"passage-{passage.id}"), say=_("Your consent was withdrawn. Nobody else sees the text any more.")
    )


@bp.get("/withdrawals/<token>")
@public()
def edit(token: str) -> Response:
    """What the link does, or that it has done it; without a word of the text. Opening it withdraws nothing."""
    link = db.session.scalars(_used(token)).one_or_none() or links.opened(token, LinkPurpose.WITHDRAWAL)
    return hx.render("confidential/withdrawals/edit.html", token=token, meeting=_passage(link).meeting, done=link.used_at is not None)


@bp.post("/withdrawals/<token>")
@public()
def update(token: str) -> Response:
    """Withdraw by link: for who has left, is deactivated, or has no password."""
    link, now = links.opened(token, LinkPurpose.WITHDRAWAL), utcnow()
    passage = _passage(link)
    links.spend(link, now=now)
    consents.withdraw(db.session(), Voice(link.person, language(), Channel.LINK), passage, now=now)
    db.session.commit()
    return hx.see_other(url_for("withdrawals.edit", token=token))


def _used(token: str) -> Select[SingleUseLink]:
    return select(SingleUseLink).where(
        SingleUseLink.token_hash == token_hash(token),
        SingleUseLink.purpose == LinkPurpose.WITHDRAWAL,
        SingleUseLink.used_at.is_not(None),
    )


def _passage(link: SingleUseLink) -> Passage:
    """The passage that the link was sent for; it outlives its text."""
    passage = doors.about(db.session(), link.person, link.object_id or 0, now=utcnow())
    if passage is None:
        abort(links.gone())
    return passage
