"""Asking the participants about a summary, and taking the text back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from wtforms import IntegerField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from models.base.clock import utcnow
from models.base.local_time import to_local
from models.base.text import TextMissing
from models.confidential import SummaryState
from models.confidential.client_summary import NotAsked, NotDraft
from vault import circles, client_summaries, summary_doors, summary_facts
from vault.client_summaries import NobodyToAsk, StaleSummary
from web import hx
from web.access import actor_or_sign_in, permits
from web.extensions import db
from web.fields import CarefulForm
from web.refusals import sentence
from web.summaries import ask
from web.summary_texts import compose, names_in

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.document import Document
    from models.confidential import ClientSummary
    from vault.summary_facts import Facts

bp = Blueprint("summary_dispatches", __name__, url_prefix="/client-summaries/<int:id>/dispatch")


class DispatchForm(CarefulForm):
    """The draft that was read, and a name in it that is meant so."""

    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())


@bp.get("/new")
@permits("summary.write", door=summary_doors.writable)
def new(summary: ClientSummary) -> Response:
    """Exactly what the client would get, before anybody is asked."""
    if summary.state is not SummaryState.DRAFT:
        return hx.see_other(url_for("client_summaries.show", id=summary.id))
    document, _facts = _composed(summary)
    form = DispatchForm(data={"version": summary.version})
    form.sure_about(_cautions(summary, document))
    return _page(summary, form, document)


@bp.post("")
@permits("summary.write", door=summary_doors.writable)
def create(summary: ClientSummary) -> Response:
    """Freeze the text and ask everybody; a name in it stops the sending until it is cured or meant so."""
    form = DispatchForm()
    document, facts = _composed(summary)
    if not form.accepts() or not form.sure_about(_cautions(summary, document)):
        return _page(summary, form, document, status=422)
    told = [one.version_id for one in facts.agreements] if any(s.code == "agreements" for s in document.sections) else []
    version, actor, now = form.version.data or 0, actor_or_sign_in(), utcnow()
    try:
        client_summaries.send(db.session(), actor, summary, document.content, told, version=version, now=now)
    except StaleSummary as stale:
        return _page(summary, DispatchForm(formdata=None, data={"version": stale.version}), document, status=409, changed=True)
    except (NotDraft, NobodyToAsk, TextMissing) as refusal:
        form.refuse(refusal)
        return _page(summary, form, document, status=422)
    ask(summary, circles.members(db.session(), summary.engagement))
    db.session.commit()
    return hx.see_other(url_for("client_summaries.show", id=summary.id), say=_("Everybody was asked to approve the summary."))


@bp.post("/deletion")
@permits("summary.write", door=summary_doors.writable)
def destroy(summary: ClientSummary) -> Response:
    """Go on writing: nobody is asked any more."""
    try:
        client_summaries.take_back(db.session(), actor_or_sign_in(), summary.id, now=utcnow())
    except NotAsked as refusal:
        return hx.see_other(url_for("client_summaries.show", id=summary.id), say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url_for("client_summaries.edit", id=summary.id), say=_("The text is a draft again, and nobody is asked about it."))


def _composed(summary: ClientSummary) -> tuple[Document, Facts]:
    now = utcnow()
    draft = client_summaries.open_draft(db.session(), actor_or_sign_in(), summary, now=now)
    facts = summary_facts.facts_of(db.session(), summary.engagement, now=now)
    return compose(summary.engagement, draft, facts, on=to_local(now).date()), facts


def _cautions(summary: ClientSummary, document: Document) -> list[tuple[str, str]]:
    names = names_in(summary.engagement, document)
    said = _(
        "These names stand in the text: %(names)s. Take them out, or say that they are not about the participants.", names=", ".join(names)
    )
    return [("names", said)] if names else []


def _page(summary: ClientSummary, form: DispatchForm, document: Document, *, status: int = 200, changed: bool = False) -> Response:
    return hx.render(
        "confidential/summary_dispatches/new.html",
        fragment="form",
        status=status,
        summary=summary,
        engagement=summary.engagement,
        form=form,
        document=document,
        changed=changed,
    )
