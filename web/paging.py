"""Pages of a long list by keyset: each page costs the same, and rows added meanwhile never repeat or hide any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Select, select, tuple_

from web.extensions import db

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

T = TypeVar("T")
SIZE = 25
LARGEST_ID = 2**31 - 1
LONGEST_ID = len(str(LARGEST_ID))  # digits; thousands of them Python does not read


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list, and the addresses of the neighbouring pages where there are any."""

    rows: list[T]
    back: str | None
    onward: str | None


def page(query: Select[T], *order: Any, newest_first: bool = False, size: int = SIZE) -> Page[T]:  # noqa: ANN401  mapped columns
    """The page of ``query`` that the request asks for by ``after`` or ``before`` (a row's id).

    ``order`` are columns that together never repeat; the last is the id. Two statements at most.
    """
    after, before = _cursor("after"), _cursor("before")
    backwards = before is not None
    descending = newest_first != backwards
    mark = _mark(query, order, before if backwards else after)
    if mark is not None:
        row, given = tuple_(*order), tuple_(*mark)
        query = query.where(row < given if descending else row > given)
    rows = list(db.session.scalars(query.order_by(*_ordered(order, descending=descending)).limit(size + 1)).unique())
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    has_back, has_onward = (more, mark is not None) if backwards else (mark is not None, more)
    first, last = (rows[0], rows[-1]) if rows else (None, None)
    return Page(rows, _url(before=first) if has_back and first else None, _url(after=last) if has_onward and last else None)


def _cursor(name: str) -> int | None:
    value = request.args.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST_ID and int(value) <= LARGEST_ID else None


def _mark(query: Select[Any], order: tuple[Any, ...], cursor: int | None) -> tuple[Any, ...] | None:
    if cursor is None:
        return None
    if len(order) == 1:
        return (cursor,)
    # Columns of several tables belong together as the list joins them.
    joined = len({column.table for column in order}) > 1
    places = query.with_only_columns(*order) if joined else select(*order)
    found = db.session.execute(places.where(order[-1] == cursor)).first()
    return tuple(found) if found else None


def _ordered(order: tuple[Any, ...], *, descending: bool) -> list[ColumnElement[Any]]:
    return [column.desc() if descending else column.asc() for column in order]


def _url(**cursor: Any) -> str:  # noqa: ANN401  rows of any class
    """This page's own address with another cursor; made by hand, since ``url_for`` gives some names a meaning."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in {"after", "before"}]
    return request.path + "?" + urlencode(kept + [(name, row.id) for name, row in cursor.items()])
