"""Letting people speak for an organisation, and ending it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.process.contacts.forms import ContactForm
from models.base import DomainError
from models.base.clock import utcnow
from models.process import Contact, Organisation
from policy.process import managed_contacts, managed_organisations
from web import hx
from web.access import permits
from web.extensions import db
from web.inviting import person_at, tell
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("contacts", __name__)


@bp.get("/organisations/<int:id>/contacts/new")
@permits("organisation.manage", managed_organisations)
def new(organisation: Organisation) -> Response:
    """The form of a new contact."""
    return _form(ContactForm(), organisation)


@bp.post("/organisations/<int:id>/contacts")
@permits("organisation.manage", managed_organisations)
def create(organisation: Organisation) -> Response:
    """Add a contact; a new person gets a link to choose a password."""
    form = ContactForm()
    if form.accepts():
        try:
            contact = _add(form, organisation)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            said = _("%(name)s now speaks for the client.", name=contact.person.name)
            return hx.see_other(url_for("organisations.show", id=organisation.id), say=said)
    return _form(form, organisation, status=422)


@bp.post("/contacts/<int:id>/deletion")
@permits("organisation.manage", managed_contacts)
def destroy(contact: Contact) -> Response:
    """End it: the person no longer sees the client's engagements."""
    contact.until = utcnow()
    leave_trace("contact.ended", contact, subject_id=contact.person_id)
    db.session.commit()
    said = _("%(name)s no longer speaks for the client.", name=contact.person.name)
    return hx.see_other(url_for("organisations.show", id=contact.organisation_id), say=said)


def _add(form: ContactForm, organisation: Organisation) -> Contact:
    now = utcnow()
    person = person_at(str(form.email.data), form.name.data or "", str(form.language.data), now=now)
    contact = organisation.let_speak(person, now=now)
    leave_trace("contact.created", contact, subject_id=person.id)
    tell(person, "process/mail/contact", url_for("engagements.index"), now=now, organisation=organisation)
    return contact


def _form(form: ContactForm, organisation: Organisation, status: int = 200) -> Response:
    return hx.render("process/contacts/new.html", fragment="form", status=status, form=form, organisation=organisation)
