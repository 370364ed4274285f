"""Who will take part, in whose places: add and remove while it is a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.email import EmailAddress
from models.commerce.agreement import AgreementVersion, PlannedParticipant
from models.commerce.agreement_refusals import PlannedTwice, SupervisorTakesPart
from models.process import Standing
from policy.commerce.agreements import managed_people, managed_versions
from web import hx
from web.access import permits
from web.commerce.agreements import plan
from web.commerce.trail import note
from web.extensions import db
from web.fields import options
from web.forms import Form
from web.i18n import NAMES
from web.validators import Address, Line
from web.words import STANDINGS

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("planned_participants", __name__)


class ParticipantForm(Form):
    """Somebody, and whose place they sit in."""

    payer = SelectField(_l("Who pays for the place"), [InputRequired(_l("Add a payer first."))])
    name = StringField(_l("Name"), [Line(120)])
    email = EmailField(_l("E-mail"), [Address()])
    language = SelectField(_l("Language of mails"), choices=options(NAMES.items()))
    standing = RadioField(_l("Part in this engagement"), choices=options(STANDINGS.items()), default="employee")

    def offer(self, version: AgreementVersion) -> None:
        """Let one of the payers be chosen."""
        self.payer.choices = options([(str(payer.id), payer.name) for payer in version.payers])

    def plan(self, version: AgreementVersion) -> PlannedParticipant:
        """Plan the person. Raises PlannedTwice, SupervisorTakesPart."""
        email, name = EmailAddress.parse(self.email.data), str(self.name.data)
        if any(planned.email_key == email.key for planned in version.people):
            raise PlannedTwice(name=name)
        if any(supervisor.person.email_key == email.key for supervisor in version.supervisors):
            raise SupervisorTakesPart(name=name)
        payer = next(payer for payer in version.payers if str(payer.id) == self.payer.data)
        planned = plan(version, payer, name, email, str(self.language.data))
        planned.standing = Standing(self.standing.data)
        return planned


@bp.get("/agreement-versions/<int:id>/planned-participants/new")
@permits("agreement.edit", managed_versions)
def new(version: AgreementVersion) -> Response:
    """The form of a participant."""
    return _page(ParticipantForm(), version)


@bp.post("/agreement-versions/<int:id>/planned-participants")
@permits("agreement.edit", managed_versions)
def create(version: AgreementVersion) -> Response:
    """Add a participant; they are invited when the agreement comes into force, not before."""
    form = ParticipantForm()
    form.offer(version)
    if form.accepts():
        try:
            planned = form.plan(version)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return _saved(version, _("%(name)s has been added.", name=planned.name))
    return _page(form, version, status=422)


@bp.post("/planned-participants/<int:id>/deletion")
@permits("agreement.edit", managed_people)
def destroy(planned: PlannedParticipant) -> Response:
    """Remove a participant from the draft."""
    version = planned.agreement_version
    version.people.remove(planned)
    return _saved(version, _("%(name)s has been removed.", name=planned.name))


def _saved(version: AgreementVersion, said: str) -> Response:
    note("agreement.updated", version.agreement, version=version.number)
    db.session.commit()
    return hx.see_other(url_for("agreements.show", id=version.agreement_id, _anchor="people"), say=said)


def _page(form: ParticipantForm, version: AgreementVersion, status: int = 200) -> Response:
    form.offer(version)
    return hx.render("commerce/planned_participants/new.html", fragment="form", status=status, form=form, version=version)
