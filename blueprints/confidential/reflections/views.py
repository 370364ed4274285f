"""Reflections of an engagement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, request, url_for
from flask_babel import gettext as _

from blueprints.confidential.reflections.forms import ReflectionForm, conflict
from blueprints.confidential.reflections.pages import index_page, known_goals, question_of, typed
from models.base.clock import utcnow
from models.base.text import UNWRITABLE
from models.confidential import Openness
from models.process import Engagement
from policy import allowed
from policy.confidential.reflections import reflected_engagements, reflecting_engagements
from vault import reflection_lists, reflection_openings, reflections
from vault.reflections import Draft, GoalOutside, QuestionClosed, StaleReflection
from web import autosave, held, hx, parts
from web.access import actor_or_sign_in, current_person, permits
from web.extensions import db
from web.opening import opening

if TYPE_CHECKING:
    from flask import Response

    from models.base import DomainError
    from models.confidential import Reflection
    from web.autosave import Conflict

bp = Blueprint("reflections", __name__)


def _concerns(engagement: Engagement) -> bool:
    return allowed(current_person(), "reflection.list", engagement)


parts.engagement_tab(36, "reflections.index", lambda: _("Reflections"), _concerns, scope=reflected_engagements)


@bp.get("/engagements/<int:id>/reflections")
@permits("reflection.list", reflected_engagements)
def index(engagement: Engagement) -> Response:
    """One's own reflections in the process, what is asked of one, and what others have opened to one."""
    return hx.render("confidential/reflections/index.html", **index_page(engagement, before=request.args.get("before", type=int)))


@bp.get("/engagements/<int:id>/reflections/new")
@permits("reflection.create", reflecting_engagements)
def new(engagement: Engagement) -> Response:
    """The form of a new reflection, or of an answer to a question."""
    data = {"text": typed(), "question": request.args.get("question", type=int)}
    return _form(engagement, ReflectionForm(known_goals(engagement), data=data))


@bp.post("/engagements/<int:id>/reflections")
@permits("reflection.create", reflecting_engagements)
def create(engagement: Engagement) -> Response:
    """Keep a reflection; nobody else sees it."""
    form = ReflectionForm(known_goals(engagement))
    if not form.accepts():
        return _form(engagement, form, 422)
    try:
        saved = reflections.write(db.session(), actor_or_sign_in(), engagement, form.draft(), question_id=form.question.data, now=utcnow())
    except (*UNWRITABLE, GoalOutside, QuestionClosed) as refusal:
        form.refuse(refusal)
        return _form(engagement, form, 422)
    held.settle()
    db.session.commit()
    return hx.see_other(url_for("reflections.show", id=saved.id), say=_("Saved. Only you see it."))


@bp.get("/reflections/<int:id>")
@permits("reflection.show", door=reflections.open_to)
def show(reflection: Reflection) -> Response:
    """One reflection; opening somebody else's leaves a trace."""
    actor, now = actor_or_sign_in(), utcnow()
    with opening() as session:
        entry = reflection_lists.read(session, actor, reflection, now=now)
    if entry is None:
        abort(404)
    place = reflection_openings.place_of(db.session(), reflection, now=now) if entry.mine else None
    return hx.render("confidential/reflections/show.html", fragment="reflection", entry=entry, reflection=reflection, place=place)


@bp.get("/reflections/<int:id>/edit")
@permits("reflection.edit", door=reflections.own)
def edit(reflection: Reflection) -> Response:
    """The form of one's own reflection; beside it what was typed here when the sign-in lapsed."""
    draft = reflections.draft_of(db.session(), actor_or_sign_in(), reflection, now=utcnow())
    form = ReflectionForm.of(known_goals(reflection.engagement), draft, reflection.version)
    lapsed = Draft(typed(), draft.kind, draft.goals)
    if lapsed.text.strip() and not lapsed.says(draft):
        return _editor(reflection, form, conflict=conflict(reflection.id, lapsed, draft, reflection.version, lapsed=True))
    return _editor(reflection, form)


@bp.post("/reflections/<int:id>")
@permits("reflection.edit", door=reflections.own)
def update(reflection: Reflection) -> Response:
    """Save, as it is typed or at a press; what was saved elsewhere meanwhile is never overwritten."""
    form = ReflectionForm(known_goals(reflection.engagement))
    if not form.accepts():
        return _editor(reflection, form, 422)
    version = form.version.data or 0
    try:
        saved = reflections.save(db.session(), actor_or_sign_in(), reflection, form.draft(), version=version, now=utcnow())
    except StaleReflection as stale:
        if not stale.theirs.says(form.draft()):
            return _stale(reflection, form, stale)
        saved = reflections.Saved(reflection.id, stale.version, reflection.saved_at)
    except (*UNWRITABLE, GoalOutside) as refusal:
        return _refused(reflection, form, refusal)
    held.settle()
    db.session.commit()
    if hx.is_partial():
        return autosave.saved("reflection", saved.version, saved.saved_at)
    return hx.see_other(url_for("reflections.show", id=reflection.id), say=_("The reflection was saved."))


@bp.post("/reflections/<int:id>/deletion")
@permits("reflection.edit", door=reflections.own)
def destroy(reflection: Reflection) -> Response:
    """Delete it: its key first, so that no copy of it opens any more."""
    engagement_id = reflection.engagement_id
    reflections.delete(db.session(), actor_or_sign_in(), reflection, now=utcnow())
    db.session.commit()
    return hx.see_other(url_for("reflections.index", id=engagement_id), say=_("The reflection was deleted."))


def _form(engagement: Engagement, form: ReflectionForm, status: int = 200) -> Response:
    question = question_of(form.question.data)
    form.question.data = form.question.data if question else None
    return hx.render(
        "confidential/reflections/new.html", fragment="form", status=status, engagement=engagement, form=form, question=question
    )


def _stale(reflection: Reflection, form: ReflectionForm, stale: StaleReflection) -> Response:
    choice = conflict(reflection.id, form.draft(), stale.theirs, stale.version)
    return autosave.stale("reflection", choice) if hx.is_partial() else _editor(reflection, form, 409, choice)


def _refused(reflection: Reflection, form: ReflectionForm, refusal: DomainError) -> Response:
    if hx.is_partial():
        return autosave.refused("reflection", refusal)
    form.refuse(refusal)
    return _editor(reflection, form, 422)


def _editor(reflection: Reflection, form: ReflectionForm, status: int = 200, conflict: Conflict | None = None) -> Response:
    return hx.render(
        "confidential/reflections/edit.html",
        status=status,
        reflection=reflection,
        private=reflection.openness is Openness.PRIVATE,
        form=form,
        conflict=conflict,
    )
