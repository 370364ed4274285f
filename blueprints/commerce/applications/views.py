"""Applying to an open group, and an application's page for the applicant and the account manager."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from blueprints.commerce.applications.forms import ApplicationForm
from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.open_group import Application, ApplicationsClosed, OpenGroup
from policy.commerce.groups import managed_groups, own_applications, visible_applications, visible_groups
from web import hx, paging
from web.access import current_person, found, permits, public
from web.commerce import application_pages, applying, groups, seats
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("applications", __name__)


@bp.get("/open-groups/<int:id>/applications")
@permits("application.list", managed_groups)
def index(group: OpenGroup) -> Response:
    """Who has applied, in the order of application."""
    query = application_pages.of_group(group).options(joinedload(Application.person))
    page = paging.page(query, Application.applied_at, Application.id)
    return hx.render("commerce/applications/index.html", group=group, page=page, words=application_pages)


@bp.get("/open-groups/<int:id>/applications/new")
@public()
def new(id: int) -> Response:  # noqa: A002  the guard's name for it
    """The form; the name and the address of somebody signed in are filled in."""
    group, person = _open(id), current_person()
    answers = {"name": person.name, "email": person.email} if person else {}
    return _form(ApplicationForm(data=answers), group)


@bp.post("/open-groups/<int:id>/applications")
@public()
def create(id: int) -> Response:  # noqa: A002  the guard's name for it
    """Keep the application, and send a receipt that says nothing of its content."""
    group, form, now = _open(id), ApplicationForm(), utcnow()
    if not form.accepts() or not form.admits("application", now=now):
        return _form(form, group, status=422)
    try:
        applying.apply(group, form, current_person(), language(), now=now)
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        return _form(form, group, status=422)
    db.session.commit()
    return hx.see_other(url_for("acknowledgements.show", name="applied"))


@bp.get("/applications/<int:id>")
@permits("application.show", visible_applications)
def show(application: Application) -> Response:
    """How it stands, and what can be done."""
    return application_pages.show(application)


@bp.post("/applications/<int:id>/deletion")
@permits("application.withdraw", own_applications)
def destroy(application: Application) -> Response:
    """The applicant takes it back."""
    try:
        seats.withdraw(application, now=utcnow())
    except DomainError as refusal:
        db.session.rollback()
        return application_pages.refused(application.id, refusal)
    db.session.commit()
    return hx.see_other(url_for("applications.show", id=application.id), say=_("You have taken the application back."))


def _open(key: int) -> OpenGroup:
    group: OpenGroup = found(visible_groups(current_person()), key)
    return group


def _form(form: ApplicationForm, group: OpenGroup, status: int = 200) -> Response:
    if not group.takes_applications(now=utcnow()):
        return groups.page(group, status=422, refusal=ApplicationsClosed())
    return hx.render("commerce/applications/new.html", fragment="form", status=status, form=form, group=group)
