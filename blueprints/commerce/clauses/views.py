"""The clauses of a draft, under the headings that every agreement has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from wtforms import TextAreaField

from models.commerce.agreement import AgreementVersion, Heading
from policy.commerce.agreements import managed_versions
from web import hx
from web.access import permits
from web.commerce.trail import note
from web.documents.agreement import HEADINGS
from web.extensions import db
from web.fields import VersionedForm
from web.validators import Prose

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("clauses", __name__, url_prefix="/clauses")
LONGEST = 4000


class ClausesForm(VersionedForm):
    """One text for each heading; an empty one is named when the agreement is to be sent."""


for heading in Heading:
    setattr(ClausesForm, heading.value, TextAreaField(HEADINGS[heading], [Prose(LONGEST, required=False)]))


@bp.get("/<int:id>/edit")
@permits("agreement.edit", managed_versions)
def edit(version: AgreementVersion) -> Response:
    """All clauses of the draft."""
    return _page(ClausesForm(data=version.clauses | {"version": version.version}), version)


@bp.post("/<int:id>")
@permits("agreement.edit", managed_versions)
def update(version: AgreementVersion) -> Response:
    """Change them; the standard texts stay as they are."""
    form = ClausesForm()
    if form.accepts():
        if form.is_stale(version):
            return _page(form, version, status=409, saved=ClausesForm(formdata=None, data=version.clauses | {"version": version.version}))
        version.clauses = {heading.value: form[heading.value].data or "" for heading in Heading}
        note("agreement.updated", version.agreement, version=version.number)
        db.session.commit()
        return hx.see_other(url_for("agreements.show", id=version.agreement_id), say=_("The clauses have been saved."))
    return _page(form, version, status=422)


def _page(form: ClausesForm, version: AgreementVersion, status: int = 200, **context: object) -> Response:
    fields = [form[heading.value] for heading in Heading]
    return hx.render("commerce/clauses/edit.html", fragment="form", status=status, form=form, fields=fields, version=version, **context)
