"""Naming the supervisors of a crisis case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from sqlalchemy import exists, select

from blueprints.commerce.crisis_pairs.forms import Candidate, PairForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.forms import Form
from models.base.local_time import to_local
from models.commerce.crisis import CrisisCase
from models.people import Person, ShownExperience, Supervisor, qualified_supervisors
from policy.commerce.crises import visible_cases
from web import hx, loads, mail
from web.access import permits
from web.extensions import db
from web.trail import leave_trace

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("crisis_pairs", __name__, url_prefix="/urgent-cases/<int:id>/pairs")


@bp.get("/new")
@permits("crisis_case.manage", visible_cases)
def new(case: CrisisCase) -> Response:
    """Qualified supervisors, those with experience of crises first."""
    chosen = {name: str(each.person_id) for name, each in zip(("lead", "second"), case.supervisors, strict=False)}
    return _page(PairForm(_candidates(), **chosen), case)


@bp.post("")
@permits("crisis_case.manage", visible_cases)
def create(case: CrisisCase) -> Response:
    """Name them; what is unusual is asked about once."""
    form = PairForm(_candidates())
    if form.accepts():
        try:
            _assign(form, case)
        except DomainError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            if form.sure_about([*form.doubts(), *loads.full_among(form.people(), now=utcnow())]):
                db.session.commit()
                return hx.see_other(url_for("crisis_cases.show", id=case.id), say=_("The supervisors have been named."))
            db.session.rollback()
    return _page(form, case, status=422)


def _assign(form: PairForm, case: CrisisCase) -> None:
    before, people = {each.person_id for each in case.supervisors}, form.people()
    case.assign(people, [int(key) for key in form.candidates], form.reason(), now=utcnow())
    leave_trace("crisis_case.assigned", case)
    for person in people:
        if person.id not in before:
            mail.send(person, "commerce/mail/case_waits", url=mail.address(url_for("crisis_cases.show", id=case.id)))


def _candidates() -> list[Candidate]:
    experienced = exists().where(
        Supervisor.person_id == Person.id, ShownExperience.supervisor_id == Supervisor.id, ShownExperience.form == Form.CRISIS
    )
    today = to_local(utcnow()).date()
    query = select(Person, experienced).where(Person.id.in_(qualified_supervisors(today)), Person.deactivated_at.is_(None))
    found = db.session.execute(query.order_by(experienced.desc(), Person.sort_key, Person.id))
    return [Candidate(person, bool(seen)) for person, seen in found]


def _page(form: PairForm, case: CrisisCase, status: int = 200) -> Response:
    return hx.render("commerce/crisis_pairs/new.html", fragment="form", status=status, form=form, case=case)
