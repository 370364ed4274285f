"""The exact text on paper, with a page of signatures: who, in whose name, when, known how, and of which text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from flask import Blueprint, current_app, make_response
from flask_babel import force_locale
from flask_babel import gettext as _

from gateways import pdf
from models.commerce.agreement import AgreementVersion
from models.commerce.document import Row, Section
from policy.commerce.agreements import visible_versions
from web import formats
from web.access import actor_or_sign_in, permits
from web.commerce import seeing
from web.commerce.words import FACTORS
from web.documents.agreement import PARTIES, compose

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.agreement import Signatory

bp = Blueprint("agreement_prints", __name__, url_prefix="/agreement-versions/<int:id>/print")


@bp.get("")
@permits("agreement.show", visible_versions)
def show(version: AgreementVersion) -> Response:
    """A PDF; its name says the number and nothing else."""
    document = version.document or compose(version)
    with force_locale(version.language):
        printed = replace(document, sections=(*document.sections, _signatures(version))) if version.digest else document
    response = make_response(pdf.pdf(printed, provider=str(current_app.config["PEILI"].provider_name)))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{document.number.replace("/", "-")}.pdf"'
    return response


def _signatures(version: AgreementVersion) -> Section:
    digest = _("Fingerprint of the text (SHA-256): %(digest)s", digest=version.digest)
    rows = tuple(_row(signatory, name, version.language) for signatory, name in seeing.signatures(version, actor_or_sign_in()))
    return Section("signatures", _("Signatures"), (digest,), rows)


def _row(signatory: Signatory, name: str, language: str) -> Row:
    signature, party = signatory.signature, str(PARTIES[signatory.party])
    if signature is None:
        return Row(name or party, f"{party}. " + _("Has not signed."))
    when = formats.date_and_time(signature.signed_at, language)
    return Row(name or party, f"{party}. " + _("Signed %(when)s, %(how)s.", when=when, how=FACTORS[signature.factor]))
