"""What a participant is asked about a summary, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from models.base.clock import utcnow
from models.commerce.document import Document
from models.confidential import SummaryState
from models.confidential.client_summary import NotAsked
from models.process import Engagement
from policy import allowed
from policy.confidential import approving_engagements
from vault import summary_answers, summary_doors, summary_states
from vault.summary_answers import SummaryChanged
from vault.summary_states import Listed
from web import hx, parts
from web.access import actor_or_sign_in, current_person, permits
from web.extensions import db
from web.fields import options
from web.forms import Form
from web.refusals import sentence
from web.summaries import STATES, tell_supervisors
from web.validators import Between

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import ClientSummary

bp = Blueprint("summary_answers", __name__)
YES, NO = "approve", "decline"


class AnswerForm(Form):
    """Yes or no, neither chosen beforehand, about exactly one text."""

    answer = RadioField(
        _l("May the client have exactly this text?"),
        [InputRequired(_l("Choose an answer. You can also come back later."))],
        choices=options([(YES, _l("Yes, I approve it")), (NO, _l("No, not like this"))]),
    )
    version_id = IntegerField(validators=[InputRequired(), Between(1, 2**31 - 1, "")], widget=HiddenInput())


def _shown(engagement: Engagement) -> list[Listed]:
    """Summaries that participants know of: asked about now, or delivered."""
    asked = (SummaryState.AWAITING, SummaryState.APPROVED, SummaryState.DELIVERED)
    return summary_states.listed(db.session(), engagement, *asked)


def _approves(engagement: Engagement) -> bool:
    return allowed(current_person(), "summary.answer", engagement) and bool(_shown(engagement))


parts.engagement_tab(45, "summary_answers.index", lambda: _("Summary for the client"), _approves, scope=approving_engagements)


@bp.get("/engagements/<int:id>/summary-answers")
@permits("summary.answer", approving_engagements)
def index(engagement: Engagement) -> Response:
    """Summaries that wait for approvals, and those that the client has got."""
    waiting = {summary.id for summary in summary_doors.waiting_for(db.session(), actor_or_sign_in())}
    listed = _shown(engagement)
    return hx.render("confidential/summary_answers/index.html", engagement=engagement, summaries=listed, states=STATES, waiting=waiting)


@bp.get("/client-summaries/<int:id>/answer")
@permits("summary.answer", door=summary_doors.answerable)
def edit(summary: ClientSummary) -> Response:
    """Exactly what the client would get, who would read it, and that not approving has no consequence."""
    return _page(summary, AnswerForm())


@bp.post("/client-summaries/<int:id>/answer")
@permits("summary.answer", door=summary_doors.answerable)
def update(summary: ClientSummary) -> Response:
    """Answer about exactly the text that was shown; until it is delivered, an approval can be taken back."""
    form = AnswerForm()
    if not form.accepts():
        return _page(summary, form, status=422)
    approves, actor = form.answer.data == YES, actor_or_sign_in()
    try:
        summary_answers.answer(db.session(), actor, summary.id, form.version_id.data or 0, approves=approves, now=utcnow())
    except (SummaryChanged, NotAsked) as refusal:
        return _page(summary, AnswerForm(formdata=None), status=409, problem=sentence(refusal))
    if summary.state is not SummaryState.AWAITING:
        tell_supervisors(summary)
    db.session.commit()
    said = _("You approve the text.") if approves else _("The text is not given to the client. Nobody is told who did not approve it.")
    return hx.see_other(url_for("summary_answers.edit", id=summary.id), say=said)


def _page(summary: ClientSummary, form: AnswerForm, *, status: int = 200, problem: str | None = None) -> Response:
    asked = summary_answers.asked(db.session(), actor_or_sign_in(), summary)
    document = Document.from_content(asked.exact.document) if asked.exact else None
    form.version_id.data = asked.exact.version_id if asked.exact else None
    return hx.render(
        "confidential/summary_answers/edit.html",
        fragment="form",
        status=status,
        engagement=summary.engagement,
        asked=asked,
        document=document,
        form=form,
        problem=problem,
    )
