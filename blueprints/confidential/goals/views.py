"""Goals of an engagement: the list, one, proposing, wording anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _

from blueprints.confidential.goals.forms import NewGoalForm, RevisionForm
from models.base import DomainError
from models.base.clock import utcnow
from models.confidential import Goal, GoalLevel
from models.process import Engagement, Form
from policy import allowed
from policy.confidential import engagements_setting_goals, engagements_with_goals
from vault import goals
from vault.goals import GoalsNotYours, StaleGoal
from web import goal_words, held, hx, parts
from web import goals as told
from web.access import actor_or_sign_in, current_person, permits
from web.extensions import db
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

    from vault.goals import OpenGoal, OpenWording

bp = Blueprint("goals", __name__)


def _keeps_own(engagement: Engagement) -> bool:
    """Who has left still has goals of their own."""
    person = current_person()
    if person is None or not allowed(person, "goals.show", engagement):
        return False
    return goals.has_own(db.session(), person, engagement)


def _may(engagement: Engagement) -> bool:
    return allowed(current_person(), "goals.show", engagement)


NOUNS = ("goal_answers", "goal_endings", "goal_ratings", "progress")
parts.engagement_tab(30, "goals.index", lambda: _("Goals"), _may, scope=engagements_setting_goals, else_shows=_keeps_own, nouns=NOUNS)


@bp.app_template_global()
def common_goals(engagement: Engagement) -> list[str]:
    """The common goals in force, in words, for the person signed in; nothing for whom they are not."""
    person = current_person()
    try:
        found = goals.listed(db.session(), person, engagement, now=utcnow(), others=False) if person else []
    except GoalsNotYours:
        return []
    return [goal.words for goal in found if goal.is_common and goal.in_force]


@bp.get("/engagements/<int:id>/goals")
@permits("goals.show", engagements_with_goals)
def index(engagement: Engagement) -> Response:
    """The goals; in individual supervision the participant's own ones too, whose opening leaves a trace."""
    alone, actor, now = engagement.form is Form.INDIVIDUAL, actor_or_sign_in(), utcnow()
    with opening() as session:
        found = goals.listed(session, actor, engagement, now=now, others=alone)
        part = goals.part(session, actor, engagement, now=now)
    themes = goal_words.every_theme()
    return hx.render(
        "confidential/goals/index.html", engagement=engagement, goals=found, reader=actor, part=part, themes=themes, spoken=goal_words
    )


@bp.get("/goals/<int:id>")
@permits("goals.show", door=goals.door)
def show(goal: Goal) -> Response:
    """One goal, whose opening leaves a trace when it is somebody else's own."""
    return told.page(goal)


@bp.get("/engagements/<int:id>/goals/new")
@permits("goal.create", engagements_setting_goals)
def new(engagement: Engagement) -> Response:
    """The form of a goal, with what was typed when a sign-in lapsed."""
    typed = {name: values[0] for name, values in held.offered().items() if values}
    return _new(engagement, NewGoalForm(data=typed))


@bp.post("/engagements/<int:id>/goals")
@permits("goal.create", engagements_setting_goals)
def create(engagement: Engagement) -> Response:
    """Propose it, and tell everybody whom it concerns that it waits for them."""
    form, actor, now = _offering(engagement, NewGoalForm()), actor_or_sign_in(), utcnow()
    if form.accepts():
        try:
            goal = goals.propose(db.session(), actor, engagement, form.proposed(), now=now)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            told.tell_concerned(goal, actor, now=now)
            held.settle()
            db.session.commit()
            return hx.see_other(url_for("goals.index", id=engagement.id), say=_("The goal has been proposed."))
    return _new(engagement, form, status=422)


@bp.get("/goals/<int:id>/edit")
@permits("goal.edit", door=goals.changeable)
def edit(goal: Goal) -> Response:
    """The newest wording in the form, or what was typed over it when a sign-in lapsed."""
    form = RevisionForm.of(_newest(told.opened(goal)))
    for name, values in held.offered().items():
        if name in form and values:
            form[name].data = values[0]
    return _edit(goal, form)


@bp.post("/goals/<int:id>")
@permits("goal.edit", door=goals.changeable)
def update(goal: Goal) -> Response:
    """Word it anew; over words that somebody else changed meanwhile both are shown, and nothing is saved."""
    form, actor, now = RevisionForm(), actor_or_sign_in(), utcnow()
    form.keeps_theme(goal.newest.theme_id)
    if form.accepts():
        try:
            draft = form.draft(goal.level)
            goals.revise(db.session(), actor, goal.id, draft, reason=form.reason.data or "", number=form.number.data or 0, now=now)
        except StaleGoal as stale:
            form.refuse(stale)
            return _edit(goal, form, 409, theirs=_newest(told.opened(goal)))
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            told.tell_concerned(goal, actor, now=now)
            held.settle()
            db.session.commit()
            return hx.see_other(url_for("goals.show", id=goal.id), say=_("The new words have been proposed."))
    return _edit(goal, form, 422)


def _newest(one: OpenGoal) -> OpenWording:
    return one.asked.wording if one.asked else one.shown


def _offering(engagement: Engagement, form: NewGoalForm) -> NewGoalForm:
    alone = engagement.form is Form.INDIVIDUAL
    owners = goals.owners(db.session(), actor_or_sign_in(), engagement, now=utcnow())
    return form.offers({} if alone else owners, GoalLevel.INDIVIDUAL if alone else GoalLevel.GROUP)


def _new(engagement: Engagement, form: NewGoalForm, *, status: int = 200) -> Response:
    form = _offering(engagement, form)
    return hx.render("confidential/goals/new.html", fragment="form", status=status, form=form, engagement=engagement)


def _edit(goal: Goal, form: RevisionForm, status: int = 200, theirs: OpenWording | None = None) -> Response:
    if theirs is not None:
        form.number.data = theirs.number  # saving again means: knowing these words
    context = {"goal": goal, "engagement": goal.engagement, "theirs": theirs}
    return hx.render("confidential/goals/edit.html", fragment="form", status=status, form=form, **context)
