"""Sectors and themes: two lists that are kept in the same way, each with pages of its own noun."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar

from flask import url_for
from flask_babel import lazy_gettext as _
from sqlalchemy import select
from wtforms import BooleanField, FormField

from models.base.clock import utcnow
from models.commerce.catalogue import GoalTheme, Sector
from models.commerce.changes import keep_in_use, place
from web import hx
from web.commerce.fields import FirstNameForm, NameForm, ThreeLanguages, count
from web.commerce.telling import missing, told
from web.extensions import db
from web.fields import VersionedForm
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

    Row = Sector | GoalTheme
    R = TypeVar("R", Sector, GoalTheme)

HEADINGS = {
    "sectors": (_("Sectors"), _("Fields of work by which a request finds its account manager.")),
    "goal_themes": (_("Hopes"), _("What people hope supervision to bring: ticks in the request, and a list on the service page.")),
}


class ListedForm(ThreeLanguages, VersionedForm):
    """A name, a place, and whether it can still be chosen."""

    fi = FormField(FirstNameForm)
    sv = FormField(NameForm)
    en = FormField(NameForm)
    position = count(_("Place in the list"), 1, 500)
    used = BooleanField(_("Can be chosen"))

    @classmethod
    def of(cls, row: Row) -> ListedForm:
        """The form as the row is now."""
        facts = {"position": row.position, "used": row.retired_at is None, "version": row.version}
        return cls(formdata=None, data=cls.columns(name=row.name) | facts)


def rows_of(kind: type[R]) -> list[R]:
    """The whole list in its order."""
    return list(db.session.scalars(select(kind).order_by(kind.position, kind.id)))


def index(noun: str, kind: type[R]) -> Response:
    """The list, with what is missing and what cannot be chosen any more."""
    return hx.render(
        "commerce/listed/index.html", noun=noun, heading=HEADINGS[noun], rows=rows_of(kind), told=told, missing=missing, singular=_one(noun)
    )


def new(noun: str, kind: type[R]) -> Response:
    """The form of a new row, last in the list unless placed elsewhere."""
    return page(noun, ListedForm(data={"position": len(rows_of(kind)) + 1, "used": True}))


def create(noun: str, kind: type[R], say: str) -> Response:
    """Add a row."""
    form = ListedForm()
    if not form.accepts():
        return page(noun, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    row = kind(name=form.texts("name"), position=len(rows_of(kind)) + 1)
    db.session.add(row)
    db.session.flush()
    _arrange(form, row, rows_of(kind))
    leave_trace(f"{_one(noun)}.created", row)
    db.session.commit()
    return hx.see_other(url_for(f"{noun}.index"), say=say)


def update(noun: str, row: R, say: str) -> Response:
    """Rename it, move it, or take it out of use; what has chosen it keeps it."""
    form = ListedForm()
    if not form.accepts():
        return page(noun, form, row, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if form.is_stale(row):
        return page(noun, form, row, status=HTTPStatus.CONFLICT)
    row.name = form.texts("name")
    _arrange(form, row, rows_of(type(row)))
    leave_trace(f"{_one(noun)}.updated", row)
    db.session.commit()
    return hx.see_other(url_for(f"{noun}.index"), say=say)


def page(noun: str, form: ListedForm, row: Row | None = None, status: int = HTTPStatus.OK) -> Response:
    """The form; after a stale save with what is saved now."""
    saved = told(row.name) if row is not None and status == HTTPStatus.CONFLICT else None
    return hx.render(
        "commerce/listed/edit.html",
        fragment="form",
        status=status,
        noun=noun,
        heading=HEADINGS[noun],
        form=form,
        row=row,
        saved=saved,
    )


def _arrange(form: ListedForm, row: R, rows: list[R]) -> None:
    place(rows, row, form.position.data or 1)
    keep_in_use(row, used=bool(form.used.data), now=utcnow())


def _one(noun: str) -> str:
    return noun.removesuffix("s")
