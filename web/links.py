"""Single-use links: sent by mail, shown by a GET that changes nothing, spent by the POST that does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, abort
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import joinedload

from models.base.clock import utcnow
from models.base.tokens import token_hash
from models.people import LinkPurpose, LinkSpent, SingleUseLink
from web import hx, mail
from web.extensions import db
from web.refusals import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from models.people import Person


def send(
    purpose: LinkPurpose,
    person: Person,
    template: str,
    path: str,
    *,
    now: datetime,
    to: str | None = None,
    object_id: int | None = None,
    context: Mapping[str, Any] | None = None,
) -> SingleUseLink:
    """Mail a person a new link to ``path``, in which ``{}`` stands for the token. The template gets it as ``url``."""
    link, token = SingleUseLink.issue(purpose, person, now=now, object_id=object_id)
    db.session.add(link)
    mail.send(person, template, to=to, url=mail.address(path.format(token)), link=link, **(context or {}))
    return link


def opened(token: str, purpose: LinkPurpose) -> SingleUseLink:
    """The link of that token while it is good; otherwise the request ends with the page that says it is not."""
    query = select(SingleUseLink).where(SingleUseLink.token_hash == token_hash(token), SingleUseLink.purpose == purpose)
    link = db.session.scalars(query.options(joinedload(SingleUseLink.person))).unique().one_or_none()
    outlives = purpose is LinkPurpose.WITHDRAWAL
    if link is None or not link.is_good(now=utcnow()) or not (link.person.is_active or outlives):
        abort(gone())
    return link


def spend(link: SingleUseLink, *, now: datetime) -> None:
    """Use it up, in the transaction of its effect. Of two requests at once, one gets the page that says it is spent."""
    good = (SingleUseLink.used_at.is_(None), SingleUseLink.revoked_at.is_(None), SingleUseLink.expires_at > now)
    spent = update(SingleUseLink).where(SingleUseLink.id == link.id, *good).values(used_at=now)
    if db.session.connection().execute(spent).rowcount != 1:
        db.session.rollback()
        abort(gone())


def revoke(person: Person, purposes: Iterable[LinkPurpose], *, now: datetime, object_id: int | None = None) -> None:
    """Make a person's open links of these purposes worthless; with ``object_id`` only those about that object."""
    still_open: list[ColumnElement[bool]] = [
        SingleUseLink.used_at.is_(None),
        SingleUseLink.revoked_at.is_(None),
        SingleUseLink.purpose.in_(list(purposes)),
    ]
    if object_id is not None:
        still_open.append(SingleUseLink.object_id == object_id)
    db.session.flush()
    db.session.execute(update(SingleUseLink).where(SingleUseLink.person_id == person.id, *still_open).values(revoked_at=now))


def gone() -> Response:
    """The answer to a link that is unknown, used, revoked or too old: the same for all four."""
    return hx.render("people/links/gone.html", status=404, explanation=sentence(LinkSpent()))
