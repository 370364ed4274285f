"""The summaries of an engagement, for its supervisors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from models.commerce.document import Document
from models.confidential import SummaryState
from models.confidential.client_summary import NotDraft
from models.process import Engagement
from models.process.clients import contacts_of
from policy import allowed
from policy.confidential import summarised_engagements
from vault import client_summaries, summary_doors, summary_facts, summary_states
from vault.client_summaries import Draft, NoClient, StaleSummary
from vault.summary_facts import FactKind, Facts
from web import autosave, held, hx, parts
from web.access import actor_or_sign_in, current_person, permits
from web.extensions import db
from web.forms import language
from web.refusals import sentence
from web.summaries import PREFIX, STATES, SummaryForm, conflict, same
from web.summary_texts import details

if TYPE_CHECKING:
    from flask import Response

    from models.base import DomainError
    from models.confidential import ClientSummary
    from web.autosave import Conflict

bp = Blueprint("client_summaries", __name__)


def _writes(engagement: Engagement) -> bool:
    person = current_person()
    if person is None or not allowed(person, "summary.write", engagement):
        return False
    return db.session.scalars(contacts_of(engagement).limit(1)).first() is not None


parts.engagement_tab(44, "client_summaries.index", lambda: _("Summary for the client"), _writes, nouns=("summary_dispatches",))


@bp.get("/engagements/<int:id>/client-summaries")
@permits("summary.write", summarised_engagements)
def index(engagement: Engagement) -> Response:
    """What has been written for the client, and how far each is."""
    return _index(engagement)


@bp.post("/engagements/<int:id>/client-summaries")
@permits("summary.write", summarised_engagements)
def create(engagement: Engagement) -> Response:
    """Begin a summary in the language of whoever speaks for the client."""
    contact = db.session.scalars(contacts_of(engagement).limit(1)).first()
    spoken = contact.person.language if contact else language()
    try:
        summary = client_summaries.begin(db.session(), actor_or_sign_in(), engagement, language=spoken, now=utcnow())
    except NoClient as refusal:
        return _index(engagement, problem=sentence(refusal), status=422)
    db.session.commit()
    return hx.see_other(url_for("client_summaries.edit", id=summary.id))


@bp.get("/client-summaries/<int:id>")
@permits("summary.write", door=summary_doors.writable)
def show(summary: ClientSummary) -> Response:
    """Where it stands: never who has approved it, and who has not."""
    state = summary_states.states_of(db.session(), [summary])[summary.id]
    exact = summary_doors.text_of(db.session(), summary) if state is not SummaryState.DRAFT else None
    document = Document.from_content(exact.document) if exact else None
    return hx.render(
        "confidential/client_summaries/show.html",
        summary=summary,
        engagement=summary.engagement,
        state=state,
        states=STATES,
        document=document,
    )


@bp.get("/client-summaries/<int:id>/edit")
@permits("summary.write", door=summary_doors.writable)
def edit(summary: ClientSummary) -> Response:
    """The editor, with the draft as it was left, or what was typed when the sign-in lapsed."""
    if summary.state is not SummaryState.DRAFT:
        return hx.see_other(url_for("client_summaries.show", id=summary.id))
    draft = client_summaries.open_draft(db.session(), actor_or_sign_in(), summary, now=utcnow())
    typed = held.offered()
    mine = Draft("".join(typed.get("text", [])[:1]), summary.language, _kinds(typed.get("facts", [])))
    form = SummaryForm.of(summary, draft, _facts(summary))
    if mine.text.strip() and not same(mine, draft):
        return _editor(summary, form, conflict=conflict(summary, mine, draft, summary.version, lapsed=True))
    return _editor(summary, form)


@bp.post("/client-summaries/<int:id>")
@permits("summary.write", door=summary_doors.writable)
def update(summary: ClientSummary) -> Response:
    """Save the draft, as it is typed or at a press; what was saved elsewhere meanwhile is never overwritten."""
    form = _form(summary)
    if not form.accepts():
        return _editor(summary, form, status=422)
    draft, version = form.draft(), form.version.data or 0
    try:
        client_summaries.save(db.session(), actor_or_sign_in(), summary.id, draft, version=version, now=utcnow())
    except StaleSummary as stale:
        return _saved(summary) if same(draft, stale.theirs) else _stale(summary, form, stale)
    except (*UNWRITABLE, NotDraft) as refusal:
        return _refused(summary, form, refusal)
    held.settle()
    db.session.commit()
    return _saved(summary)


@bp.post("/client-summaries/<int:id>/deletion")
@permits("summary.write", door=summary_doors.writable)
def destroy(summary: ClientSummary) -> Response:
    """Destroy a draft; one that was written further meanwhile is shown first."""
    form = _form(summary)
    try:
        client_summaries.discard(db.session(), actor_or_sign_in(), summary.id, version=form.version.data or 0, now=utcnow())
    except StaleSummary as stale:
        return _editor(summary, SummaryForm.of(summary, stale.theirs, _facts(summary)), status=409, changed=True)
    except NotDraft as refusal:
        return hx.see_other(url_for("client_summaries.show", id=summary.id), say=sentence(refusal))
    db.session.commit()
    return hx.see_other(url_for("client_summaries.index", id=summary.engagement_id), say=_("The draft was removed."))


def _kinds(values: list[str]) -> tuple[FactKind, ...]:
    return tuple(kind for kind in FactKind if kind.value in values)


def _form(summary: ClientSummary) -> SummaryForm:
    return SummaryForm(_facts(summary).kinds)


def _facts(summary: ClientSummary) -> Facts:
    return summary_facts.facts_of(db.session(), summary.engagement, now=utcnow())


def _index(engagement: Engagement, *, problem: str | None = None, status: int = 200) -> Response:
    listed = summary_states.listed(db.session(), engagement)
    return hx.render(
        "confidential/client_summaries/index.html", status=status, engagement=engagement, summaries=listed, states=STATES, problem=problem
    )


def _saved(summary: ClientSummary) -> Response:
    if hx.is_partial():
        return autosave.saved(PREFIX, summary.version, summary.saved_at)
    if request.form.get("onward") == "ask":
        return hx.see_other(url_for("summary_dispatches.new", id=summary.id))
    return hx.see_other(url_for("client_summaries.edit", id=summary.id), say=_("The draft was saved."))


def _stale(summary: ClientSummary, form: SummaryForm, stale: StaleSummary) -> Response:
    both = conflict(summary, form.draft(), stale.theirs, stale.version)
    return autosave.stale(PREFIX, both) if hx.is_partial() else _editor(summary, form, status=409, conflict=both)


def _refused(summary: ClientSummary, form: SummaryForm, refusal: DomainError) -> Response:
    if hx.is_partial():
        return autosave.refused(PREFIX, refusal)
    form.refuse(refusal)
    return _editor(summary, form, status=422)


def _editor(
    summary: ClientSummary, form: SummaryForm, *, status: int = 200, conflict: Conflict | None = None, changed: bool = False
) -> Response:
    return hx.render(
        "confidential/client_summaries/edit.html",
        fragment="editor",
        status=status,
        summary=summary,
        engagement=summary.engagement,
        form=form,
        details=details(_facts(summary), language()),
        conflict=conflict,
        changed=changed,
        prefix=PREFIX,
    )
