"""The directory, one presentation as readers see it, and its editing page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for
from sqlalchemy import func, select

from blueprints.people.supervisors.forms import NewForm, SearchForm
from models.base.clock import utcnow
from models.people import Person, Supervisor
from policy.people import editable_supervisors, people_to_present
from web import hx, presentation_editing, presentations
from web.access import actor_or_sign_in, can, current_person, found, permits, public
from web.extensions import db
from web.paging import page
from web.presentation_editing import record
from web.presentations import directory, with_drafts

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("supervisors", __name__, url_prefix="/supervisors")
PAGE = 20


@bp.get("")
@public()
def index() -> Response:
    """The directory, searched and filtered by what the address bar says."""
    form = SearchForm()
    matching = form.search().narrow(directory())
    count = db.session.scalar(select(func.count()).select_from(matching.with_only_columns(Supervisor.id).subquery()))
    edits = can("supervisor.create")
    shown = page(matching.options(*with_drafts()) if edits else matching, Person.sort_key, Supervisor.id, size=PAGE)
    return hx.render(
        "people/supervisors/index.html",
        fragment="results",
        form=form,
        count=count,
        page=shown,
        own=_own() if edits else None,
        words=presentations,
    )


@bp.get("/<int:id>")
@public()
def show(id: int) -> Response:  # noqa: A002  the guard's name for it
    """One presentation as it is published."""
    supervisor: Supervisor = found(directory(), id)
    if supervisor.publication is None:
        abort(404)
    content = supervisor.publication.revision.content
    return hx.render(
        "people/supervisors/show.html",
        supervisor=supervisor,
        content=content,
        credentials=presentations.credentials_in_force(supervisor),
        words=presentations,
    )


@bp.get("/<int:id>/edit")
@permits("supervisor.edit", editable_supervisors)
def edit(supervisor: Supervisor) -> Response:
    """The editing page: the draft part by part, and what can be done with it."""
    return presentation_editing.page(supervisor)


@bp.get("/new")
@permits("supervisor.create")
def new() -> Response:
    """Whose presentation to begin."""
    return _new(NewForm(people()))


@bp.post("")
@permits("supervisor.create")
def create() -> Response:
    """Begin a presentation and go on to edit it."""
    form = NewForm(people())
    if not form.accepts():
        return _new(form, status=422)
    now = utcnow()
    supervisor = Supervisor.begin(form.chosen(), by=actor_or_sign_in(), now=now)
    db.session.add(supervisor)
    db.session.flush()
    record("supervisor.begun", supervisor, at=now)
    db.session.commit()
    return hx.see_other(url_for("supervisors.edit", id=supervisor.id))


def _own() -> Supervisor | None:
    """The reader's own presentation."""
    person = current_person()
    return db.session.scalars(select(Supervisor).where(Supervisor.person_id == person.id)).one_or_none() if person else None


def people() -> list[Person]:
    """Supervisors without a presentation, whom the actor may give one."""
    return list(db.session.scalars(people_to_present(actor_or_sign_in())))


def _new(form: NewForm, status: int = 200) -> Response:
    return hx.render("people/supervisors/new.html", fragment="form", status=status, form=form)
