"""Crisis cases that wait for somebody: on top of the day, with the time that is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload

from models.commerce.crisis import CrisisCase, CrisisState
from models.people import Role
from policy.commerce.crises import is_under_way, supervised_cases, visible_cases
from web.commerce.request_words import next_step, time_left
from web.extensions import db
from web.waiting import Item, source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from models.people import Person

MOST = 10
MANAGERS = (CrisisState.REPORTED, CrisisState.TRIAGED, CrisisState.PAIR_ASSIGNED, CrisisState.FIRST_OFFERED, CrisisState.ASSESSED)

SUPERVISORS = (CrisisState.PAIR_ASSIGNED, CrisisState.FIRST_OFFERED, CrisisState.RUNNING)


@source
def queue(actor: Person, now: datetime) -> Iterator[Item]:
    """What account managers must do next in each case, the nearest time first; all of them see every case."""
    if not actor.has(Role.ACCOUNT_MANAGER):
        return
    query = visible_cases(actor).where(is_under_way(), CrisisCase.state.in_(MANAGERS)).options(joinedload(CrisisCase.request))
    cases = db.session.scalars(query.order_by(CrisisCase.id).limit(MOST)).all()
    for case in sorted(cases, key=lambda case: case.due_at or now):
        left = case.left(now=now)
        yield Item(
            kind=_("Crisis"),
            text=_("%(step)s: %(time)s.", step=next_step(case), time=time_left(left)) if left is not None else f"{next_step(case)}.",
            about=f"{case.request.number} {case.request.shown_name}",
            url=url_for("crisis_cases.show", id=case.id),
            action=_("Open the case"),
            urgent=left is not None,
        )


@source
def supervised(actor: Person, _now: datetime) -> Iterator[Item]:
    """Cases that the person supervises."""
    query = supervised_cases(actor).where(CrisisCase.state.in_(SUPERVISORS)).options(joinedload(CrisisCase.request))
    for case in db.session.scalars(query.order_by(CrisisCase.id).limit(MOST)):
        ended = case.state is CrisisState.RUNNING
        yield Item(
            kind=_("Crisis"),
            text=_("After the series: say what is needed.") if ended else _("You supervise a crisis case. Read its background."),
            about=f"{case.request.number} {case.request.shown_name}",
            url=url_for("crisis_cases.show", id=case.id),
            action=_("Open the case"),
            urgent=not ended,
        )
