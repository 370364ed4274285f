"""What is offered on a day: products, texts and the provider's numbers as they stand then. A day is a date in Helsinki."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager

from models.base.local_time import from_local
from models.commerce.catalogue import CancellationPolicy, Product, ProductVersion, ServiceSettings, StandardText, Texts, in_language

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session


def products_in_force(on: date) -> Select[ProductVersion]:
    """What can be bought that day, in the order of the products: the version in force of each, its product loaded with it."""
    day_after = from_local(on + timedelta(days=1), time())
    return (
        select(ProductVersion)
        .join(ProductVersion.product)
        .where(Product.retired_at.is_(None) | (Product.retired_at >= day_after), ProductVersion.effective_from == _latest(on))
        .order_by(Product.position, Product.id)
        .options(contains_eager(ProductVersion.product))
    )


def version_in_force(session: Session, product: Product, on: date) -> ProductVersion | None:
    """The product as it is sold that day, retired or not; none before its first day."""
    query = select(ProductVersion).where(ProductVersion.product_id == product.id, ProductVersion.effective_from <= on)
    return session.scalars(query.order_by(ProductVersion.effective_from.desc()).limit(1)).first()


def policies_in_force(on: date) -> Select[CancellationPolicy]:
    """The newest version of each of the cancellation terms that count that day, the oldest terms first."""
    other = CancellationPolicy.__table__.alias()
    newer = select(other.c.id).where(
        other.c.code == CancellationPolicy.code,
        other.c.version > CancellationPolicy.version,
        other.c.effective_from <= on,
        other.c.retired_at.is_(None),
    )
    in_force = CancellationPolicy.effective_from <= on, CancellationPolicy.retired_at.is_(None), ~newer.exists()
    return select(CancellationPolicy).where(*in_force).order_by(CancellationPolicy.id)


def settings_of(session: Session) -> ServiceSettings:
    """The provider's numbers. They are planted before anything else is."""
    return session.scalars(select(ServiceSettings)).one()


def texts_in_force(session: Session, slots: Collection[str], on: date) -> dict[str, Texts]:
    """The texts of these slots as they stand that day, in one statement; a slot without text is left out."""
    latest = (
        select(StandardText.slot, func.max(StandardText.effective_from).label("since"))
        .where(StandardText.slot.in_(slots), StandardText.effective_from <= on)
        .group_by(StandardText.slot)
        .subquery()
    )
    at_latest = (StandardText.slot == latest.c.slot) & (StandardText.effective_from == latest.c.since)
    return {row.slot: row.body for row in session.execute(select(StandardText.slot, StandardText.body).join(latest, at_latest))}


def text_in_force(session: Session, slot: str, on: date, language: str) -> str:
    """The text of a slot that day in that language, or in another one that has it; empty when there is none."""
    return in_language(texts_in_force(session, [slot], on).get(slot, {}), language)


def _latest(on: date) -> object:
    other = ProductVersion.__table__.alias()
    query = select(func.max(other.c.effective_from)).where(other.c.product_id == ProductVersion.product_id, other.c.effective_from <= on)
    return query.correlate(ProductVersion).scalar_subquery()
