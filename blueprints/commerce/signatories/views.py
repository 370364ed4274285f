"""Who signs a draft, one by one: required for it to come into force, or asked without being required."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, RadioField, SelectField, StringField

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.agreement import AgreementVersion, Party, Signatory
from models.commerce.agreement_refusals import PlannedTwice
from models.process import Organisation
from policy.commerce.agreements import managed_signatories, managed_versions
from policy.process import managed_organisations
from web import hx
from web.access import actor_or_sign_in, permits
from web.commerce.trail import note
from web.documents.agreement import PARTIES
from web.extensions import db
from web.fields import options
from web.forms import Form
from web.inviting import person_at
from web.validators import Address, Line

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("signatories", __name__)
NOBODY = "0"


class SignatoryForm(Form):
    """Somebody, in whose name they sign, and whether it takes their signature."""

    party = RadioField(_l("In whose name"), choices=options(PARTIES.items()), default="client")
    email = EmailField(_l("E-mail"), [Address()])
    name = StringField(_l("Name"), [Line(120, required=False)])
    organisation = SelectField(_l("Organisation"), default=NOBODY)
    required = BooleanField(_l("The agreement comes into force only with this signature"), default=True)

    def offer(self) -> None:
        """Let one of the clients be chosen."""
        rows = db.session.scalars(managed_organisations(actor_or_sign_in()).order_by(Organisation.sort_key))
        self.organisation.choices = options([(NOBODY, _l("No organisation")), *((str(o.id), o.name) for o in rows)])

    def ask(self, version: AgreementVersion) -> Signatory:
        """Put the person on the list. Raises NameMissing, AccountClosed, PlannedTwice."""
        person = person_at(str(self.email.data), self.name.data or "", version.language, now=utcnow())
        party = Party(self.party.data)
        if any(signatory.person is person and signatory.party is party for signatory in version.signatories):
            raise PlannedTwice(name=person.name)
        organisation = db.session.get(Organisation, int(self.organisation.data))
        signatory = Signatory(person=person, party=party, organisation=organisation, required=bool(self.required.data))
        version.signatories.append(signatory)
        return signatory


@bp.get("/agreement-versions/<int:id>/signatories/new")
@permits("agreement.edit", managed_versions)
def new(version: AgreementVersion) -> Response:
    """The form of a signatory."""
    return _page(SignatoryForm(), version)


@bp.post("/agreement-versions/<int:id>/signatories")
@permits("agreement.edit", managed_versions)
def create(version: AgreementVersion) -> Response:
    """Add somebody who signs; they are asked when the agreement is sent."""
    form = SignatoryForm()
    form.offer()
    if form.accepts():
        try:
            signatory = form.ask(version)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _saved(version, _("%(name)s has been added.", name=signatory.person.name))
    return _page(form, version, status=422)


@bp.post("/signatories/<int:id>/deletion")
@permits("agreement.edit", managed_signatories)
def destroy(signatory: Signatory) -> Response:
    """Take somebody off the list."""
    version = signatory.agreement_version
    version.signatories.remove(signatory)
    return _saved(version, _("%(name)s has been removed.", name=signatory.person.name))


def _saved(version: AgreementVersion, said: str) -> Response:
    note("agreement.updated", version.agreement, version=version.number)
    db.session.commit()
    return hx.see_other(url_for("agreements.show", id=version.agreement_id, _anchor="signatories"), say=said)


def _page(form: SignatoryForm, version: AgreementVersion, status: int = 200) -> Response:
    form.offer()
    return hx.render("commerce/signatories/new.html", fragment="form", status=status, form=form, version=version)
