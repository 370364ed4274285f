"""What the pages of reflections show besides the reflection itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from models.base.clock import utcnow
from models.process import Engagement
from policy.confidential.reflections import reflecting_engagements
from policy.process import supervises_now, visible_engagements
from vault import offered_questions, reflection_lists, reflections
from web import held
from web.access import actor_or_sign_in
from web.extensions import db

if TYPE_CHECKING:
    from sqlalchemy import Select

PAGE = reflection_lists.PAGE


def index_page(engagement: Engagement, *, before: int | None) -> dict[str, Any]:
    """The lists of an engagement's page: a supervisor's, or a participant's."""
    actor, now, session = actor_or_sign_in(), utcnow(), db.session()
    supervises = supervises_now(actor, engagement)
    listed: dict[str, Any] = {
        "engagement": engagement,
        "tabs": _is_among(visible_engagements(actor), engagement),
        "supervises": supervises,
        "opened": reflection_lists.opened_to(session, actor, engagement, now=now),
    }
    if supervises:
        return listed | {"questions": offered_questions.listed(session, actor, engagement, now=now)}
    own = reflection_lists.own(session, actor, engagement=engagement, before=before, limit=PAGE + 1, now=now)
    return listed | {
        "may_write": _is_among(reflecting_engagements(actor), engagement),
        "questions": offered_questions.for_person(session, actor, engagement, now=now),
        "brought": reflection_lists.brought(session, actor, engagement, now=now),
        "to_do": reflection_lists.to_do(session, actor, engagement, now=now),
        "own": own[:PAGE],
        "older": url_for("reflections.index", id=engagement.id, before=own[PAGE - 1].id) if len(own) > PAGE else None,
        "kept_until": engagement.texts_kept_until(None),
    }


def known_goals(engagement: Engagement) -> list[tuple[int, str]]:
    """Goals to choose from."""
    return reflections.known_goals(db.session(), actor_or_sign_in(), engagement, now=utcnow())


def question_of(question_id: int | None) -> str | None:
    """The words of a question that the person may read."""
    if question_id is None:
        return None
    return reflection_lists.questions(db.session(), actor_or_sign_in(), [question_id], now=utcnow()).get(question_id)


def typed() -> str:
    """What was typed on this page when the sign-in lapsed."""
    return "".join(held.offered().get("text", [])[:1])


def _is_among(scope: Select[Engagement], engagement: Engagement) -> bool:
    return db.session.scalar(scope.with_only_columns(Engagement.id).where(Engagement.id == engagement.id)) is not None
