"""A goal's page, and who is told that a goal waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from models.base.clock import utcnow
from models.people import NoticeKind
from vault import goals
from web import goal_words, hx, mail
from web.access import actor_or_sign_in
from web.extensions import db
from web.opening import opening
from web.refusals import sentence

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response

    from models.base import DomainError
    from models.confidential import Goal
    from models.people import Person
    from vault.goals import OpenGoal


def opened(goal: Goal) -> OpenGoal:
    """The goal for the person signed in; when it is another's own, that leaves a trace."""
    with opening() as session:
        return goals.opened(session, actor_or_sign_in(), goal.id, now=utcnow())


def page(goal: Goal, *, refusal: DomainError | None = None) -> Response:
    """The goal's page; with a refusal, that something about it has changed, first."""
    one = opened(goal)
    changed = goal_words.changes(one.shown, one.asked.wording) if one.asked and one.asked.wording.id != one.shown.id else []
    return hx.render(
        "confidential/goals/show.html",
        status=409 if refusal else 200,
        refused=sentence(refusal) if refusal else "",
        goal=one,
        engagement=goal.engagement,
        changes=changed,
        themes=goal_words.every_theme(),
        spoken=goal_words,
    )


def tell_concerned(goal: Goal, by: Person, *, now: datetime) -> None:
    """Mail everybody else whose agreement the newest wording needs: that a goal waits, and never what it says."""
    number, people = goals.concerned(db.session(), goal, now=now)
    url = mail.address(url_for("goals.show", id=goal.id))
    for person in people:
        if person.id != by.id:
            once = f"goal:{goal.id}:{number}:{person.id}"
            mail.send(person, "confidential/mail/goal_waits", ahead=goal.engagement, notice=NoticeKind.QUESTION, once=once, url=url)
