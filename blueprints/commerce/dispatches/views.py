"""Before a draft is sent: what it lacks, the text exactly as it will be signed, and who will be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from models.base import DomainError
from models.base.clock import utcnow
from models.base.forms import Form as Shape
from models.commerce.agreement import AgreementVersion
from models.commerce.offer import settings_of
from policy.commerce.agreements import managed_versions
from web import hx
from web.access import permits
from web.commerce.signing import send, terms_today
from web.commerce.timing import first_is_taken
from web.commerce.words import MISSING
from web.documents.agreement import compose
from web.extensions import db
from web.fields import CarefulForm
from web.validators import Line

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.document import Document

bp = Blueprint("dispatches", __name__, url_prefix="/agreement-versions/<int:id>/dispatches")


class DispatchForm(CarefulForm):
    """The digest of the text that was shown, and a reason where a group is smaller or larger than groups are meant to be."""

    digest = StringField()
    size_reason = StringField(_l("Why a group of this size"), [Line(300, required=False)])


@bp.get("/new")
@permits("agreement.send", managed_versions)
def new(version: AgreementVersion) -> Response:
    """The preview."""
    return _page(DispatchForm(data={"size_reason": version.size_reason}), version, _text(version))


@bp.post("")
@permits("agreement.send", managed_versions)
def create(version: AgreementVersion) -> Response:
    """Send it: from here on the text stays as it is."""
    form, now = DispatchForm(), utcnow()
    text = _text(version)
    if form.accepts() and _explained(form, version) and form.sure_about(_unusual(form, version, text)):
        version.size_reason = form.size_reason.data or "" if not _fits(version) else ""
        try:
            send(version, now=now)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            return hx.see_other(url_for("agreements.show", id=version.agreement_id), say=_("The agreement has been sent for signing."))
    return _page(form, version, text, status=422)


def _text(version: AgreementVersion) -> Document:
    """As it would be sent now: with today's version of the cancellation terms."""
    return compose(version, terms_today(version, now=utcnow()))


def _unusual(form: DispatchForm, version: AgreementVersion, text: Document) -> list[tuple[str, str]]:
    asked = []
    if form.digest.data != text.digest:
        asked.append(("changed", _("The text has changed since you looked at it. Read it again before you send it.")))
    if version.first_meeting_at is not None and version.first_meeting_at <= utcnow():
        asked.append(("past", _("The first meeting is in the past.")))
    if first_is_taken(version):
        said = _("A supervisor has another meeting when the first one begins. The first meeting would move to the nearest free time.")
        asked.append(("overlap", said))
    return asked


def _explained(form: DispatchForm, version: AgreementVersion) -> bool:
    if _fits(version) or form.size_reason.data:
        return True
    form.size_reason.errors = [*form.size_reason.errors, _("Write why the group is smaller or larger than groups are meant to be.")]
    return False


def _fits(version: AgreementVersion) -> bool:
    """Whether the group is as large as groups are meant to be; a seat in a group that others share says nothing of its size."""
    if version.form is not Shape.GROUP or (version.number == 1 and version.agreement.engagement_id is not None):
        return True
    settings = settings_of(db.session())
    return settings.ideal_fewest <= version.seats <= settings.ideal_most


def _page(form: DispatchForm, version: AgreementVersion, text: Document, status: int = 200) -> Response:
    return hx.render(
        "commerce/dispatches/new.html",
        fragment="form",
        status=status,
        form=form,
        version=version,
        document=text,
        fits=_fits(version),
        settings=settings_of(db.session()),
        missing=[MISSING[code] for code in version.missing()],
    )
