"""Every mail of the outbox as it would leave now: headers, text, HTML and calendar, read as its receiver's program reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from gateways.letters import build
from models.base.clock import utcnow
from models.base.house import MessageState, OutboxMessage
from models.people import Person
from models.process import Participation
from web import mailing
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gateways.letters import Parcel
    from tests.product import Product


@dataclass(frozen=True)
class Posted:
    """A mail, and whose addresses of participants other than its receiver stand in it."""

    kind: str
    whole: str
    strangers: tuple[str, ...]


def posted(product: Product) -> tuple[Posted, ...]:
    """What waits, as it would leave; nothing leaves and nothing is changed."""
    with product.app.app_context():
        try:
            return tuple(_posted())
        finally:
            db.session.rollback()


def _posted() -> Iterator[Posted]:
    participants = {email: id_ for email, id_ in db.session.execute(select(Person.email, Person.id).join(Participation))}  # noqa: C416  rows, not pairs
    for row in db.session.scalars(select(OutboxMessage).where(*OutboxMessage.stands(MessageState.WAITING)).order_by(OutboxMessage.id)):
        parcel = mailing._made(row, max(utcnow(), row.not_before))
        if parcel is not None:
            whole = _read(parcel)
            others = (email for email, person in participants.items() if person != row.recipient_id and email != parcel.to)
            yield Posted(row.template, whole, tuple(email for email in others if email in whole))


def _read(parcel: Parcel) -> str:
    mail = build(parcel, "Peili <peili@merituuli.example>")
    parts = [part.get_content() for part in mail.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for part in mail.walk() for name, value in part.items()]
    return "\n".join([*headers, *(part.decode() if isinstance(part, bytes) else str(part) for part in parts)])
