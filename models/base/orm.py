"""The declarative base and the column types every table shares."""

import enum
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. SQLite drops the zone, so naive values are refused on the way in and UTC is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a naive datetime is not an instant"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every mapped class; knows no Flask."""

    metadata = MetaData(naming_convention=CONVENTION)
    type_annotation_map = {datetime: UTCDateTime}  # noqa: RUF012  SQLAlchemy reads it as a plain class attribute


def one_of(kind: type[enum.StrEnum], name: str) -> Any:  # noqa: ANN401  the column type's own generic says nothing more
    """A closed list as text with a CHECK on both engines; ``name`` names the constraint."""
    return Enum(kind, native_enum=False, create_constraint=True, name=name, length=32, values_callable=lambda e: [m.value for m in e])
