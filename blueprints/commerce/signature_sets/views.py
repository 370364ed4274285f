"""Choosing a ready-made set of who signs: it takes the place of everybody who was on the draft's list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, RadioField, StringField
from wtforms.validators import InputRequired

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.agreement import AgreementVersion, Party
from policy.commerce.agreements import managed_versions
from web import hx
from web.access import permits
from web.commerce.signature_sets import NAMED, PARTIES_OF, SETS, signatories
from web.commerce.trail import note
from web.extensions import db
from web.fields import options
from web.forms import Form
from web.inviting import person_at
from web.validators import Address, Line

if TYPE_CHECKING:
    from flask import Response

    from models.people import Person

bp = Blueprint("signature_sets", __name__)


class SetForm(Form):
    """The set, and the names of who signs for the client where the set asks for them."""

    signature_set = RadioField(_l("Who signs"), [InputRequired(_l("Choose who signs."))], choices=options(SETS.items()))
    client_name = StringField(_l("Name of who signs for the client"), [Line(120, required=False)])
    client_email = EmailField(_l("E-mail of who signs for the client"), [Address(required=False)])
    manager_name = StringField(_l("Name of the manager"), [Line(120, required=False)])
    manager_email = EmailField(_l("E-mail of the manager"), [Address(required=False)])
    senior_manager_name = StringField(_l("Name of the manager’s manager"), [Line(120, required=False)])
    senior_manager_email = EmailField(_l("E-mail of the manager’s manager"), [Address(required=False)])

    def accepts(self) -> bool:
        """Valid, and everybody whom the set needs has an address."""
        if not super().accepts():
            return False
        lacking = [self[f"{party}_email"] for party in self.needed if not self[f"{party}_email"].data]
        for field in lacking:
            field.errors = [*field.errors, _("Write the address that the agreement is sent to.")]
        return not lacking

    @property
    def parties(self) -> tuple[Party, ...]:
        """Whose signatures the set has."""
        return PARTIES_OF[str(self.signature_set.data)]

    @property
    def needed(self) -> list[Party]:
        """Parties that are written by name."""
        return [party for party in self.parties if party in NAMED]

    def named(self, version: AgreementVersion) -> dict[Party, Person]:
        """The people written by name. Raises NameMissing, AccountClosed."""
        now = utcnow()
        written = {party: (self[f"{party}_email"].data or "", self[f"{party}_name"].data or "") for party in self.needed}
        return {party: person_at(email, name, version.language, now=now) for party, (email, name) in written.items()}


@bp.get("/agreement-versions/<int:id>/signature-sets/new")
@permits("agreement.edit", managed_versions)
def new(version: AgreementVersion) -> Response:
    """The sets."""
    signs = next((signatory.person for signatory in version.signatories if signatory.party is Party.CLIENT), None)
    return _page(SetForm(data={"client_name": signs.name, "client_email": signs.email} if signs else {}), version)


@bp.post("/agreement-versions/<int:id>/signature-sets")
@permits("agreement.edit", managed_versions)
def create(version: AgreementVersion) -> Response:
    """Put the set on the draft."""
    form = SetForm()
    if form.accepts():
        try:
            chosen = signatories(version, form.parties, form.named(version), now=utcnow())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            version.signatories.clear()
            db.session.flush()
            version.signatories.extend(chosen)
            note("agreement.updated", version.agreement, version=version.number)
            db.session.commit()
            url = url_for("agreements.show", id=version.agreement_id, _anchor="signatories")
            return hx.see_other(url, say=_("The signatories have been saved."))
    return _page(form, version, status=422)


def _page(form: SetForm, version: AgreementVersion, status: int = 200) -> Response:
    return hx.render("commerce/signature_sets/new.html", fragment="form", status=status, form=form, version=version)
