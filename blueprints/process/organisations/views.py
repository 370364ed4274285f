"""Clients: list, add, see, change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from blueprints.process.organisations.forms import OrganisationForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Contact, Engagement, Organisation, Seat
from policy.process import managed_organisations
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.paging import page
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("organisations", __name__, url_prefix="/organisations")


@bp.get("")
@permits("organisation.manage")
def index() -> Response:
    """Clients by name."""
    contacts = selectinload(Organisation.contacts).joinedload(Contact.person)
    query = managed_organisations(actor_or_sign_in()).options(contacts)
    return hx.render("process/organisations/index.html", page=page(query, Organisation.sort_key, Organisation.id))


@bp.get("/new")
@permits("organisation.manage")
def new() -> Response:
    """The form of a new client."""
    return _form(OrganisationForm())


@bp.post("")
@permits("organisation.manage")
def create() -> Response:
    """Add a client."""
    form = OrganisationForm()
    organisation = Organisation(created_at=utcnow())
    if form.accepts() and _filled(form, organisation):
        db.session.add(organisation)
        leave_trace("organisation.created", organisation)
        db.session.commit()
        return hx.see_other(url_for("organisations.show", id=organisation.id), say=_("The client has been added."))
    return _form(form, status=422)


@bp.get("/<int:id>")
@permits("organisation.manage", managed_organisations)
def show(organisation: Organisation) -> Response:
    """A client: who speaks for it and what it takes part in."""
    contacts = db.session.scalars(
        select(Contact)
        .where(Contact.organisation_id == organisation.id, Contact.until.is_(None))
        .options(joinedload(Contact.person))
        .order_by(Contact.id)
    ).all()
    paid = select(Seat.engagement_id).where(Seat.payer_organisation_id == organisation.id)
    ordered = or_(Engagement.organisation_id == organisation.id, Engagement.id.in_(paid))
    engagements = db.session.scalars(select(Engagement).where(ordered).order_by(Engagement.id.desc())).all()
    return hx.render("process/organisations/show.html", organisation=organisation, contacts=contacts, engagements=engagements)


@bp.get("/<int:id>/edit")
@permits("organisation.manage", managed_organisations)
def edit(organisation: Organisation) -> Response:
    """The form of a client."""
    return _form(OrganisationForm(obj=organisation), organisation)


@bp.post("/<int:id>")
@permits("organisation.manage", managed_organisations)
def update(organisation: Organisation) -> Response:
    """Change a client."""
    form = OrganisationForm()
    if form.accepts():
        if form.is_stale(organisation):
            return _form(form, organisation, status=409, saved=OrganisationForm(formdata=None, obj=organisation))
        if _filled(form, organisation):
            leave_trace("organisation.updated", organisation)
            db.session.commit()
            return hx.see_other(url_for("organisations.show", id=organisation.id), say=_("The client has been saved."))
    return _form(form, organisation, status=422)


def _filled(form: OrganisationForm, organisation: Organisation) -> bool:
    try:
        form.fill(organisation)
    except DomainError as refusal:
        form.refuse(refusal)
        return False
    return True


def _form(form: OrganisationForm, organisation: Organisation | None = None, status: int = 200, **context: object) -> Response:
    template = "process/organisations/edit.html" if organisation else "process/organisations/new.html"
    return hx.render(template, fragment="form", status=status, form=form, organisation=organisation, **context)
