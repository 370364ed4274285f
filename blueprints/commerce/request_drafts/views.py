"""The steps of a request: each an address with the draft's token, kept on the server, going both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.commerce.request_drafts.forms import ORDER, STEPS, UNSURE, StepForm, WhomForm, kept, shown
from blueprints.commerce.request_drafts.sending import whole
from models.base import DomainError
from models.base.clock import utcnow
from models.base.forms import Form
from models.base.money import vat_of
from models.commerce.offer import settings_of
from models.commerce.request import RequestDraft
from web import hx, throttling
from web.access import public
from web.commerce import reception, request_words
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from typing import Any

    from flask import Response

bp = Blueprint("request_drafts", __name__, url_prefix="/quote-requests")
ON, BACK, LATER = "on", "back", "later"


@bp.get("/new")
@public()
def new() -> Response:
    """The first step. The address may name a form, and a supervisor one hopes for."""
    return _page("whom", WhomForm(data={"supervision": request.args.get("form"), "supervisor": request.args.get("supervisor")}))


@bp.post("/drafts")
@public()
def create() -> Response:
    """Begin a request. A crisis has a form of its own, and leaves no draft."""
    form, now = WhomForm(), utcnow()
    if not form.accepts():
        return _page("whom", form, status=422)
    if form.supervision.data == Form.CRISIS:
        return hx.see_other(url_for("crisis_reports.new"))
    try:
        reception.claim("request-draft", now=now)
    except throttling.TooSoon as refusal:
        form.refuse(refusal)
        return _page("whom", form, status=422)
    first = {"whom": form.answers(), "honey": bool(form.website.data), "times": {"supervisor": form.supervisor.data or ""}}
    draft, token = RequestDraft.begin(first, language(), days=reception.draft_days(), now=now)
    db.session.add(draft)
    db.session.commit()
    return hx.see_other(url_for("request_drafts.edit", token=token, step="hopes"))


@bp.get("/drafts/<token>/<any(whom,hopes,times,contact,check):step>")
@public()
def edit(token: str, step: str) -> Response:
    """One step as it was answered."""
    draft = reception.draft_at(token, now=utcnow())
    if draft is None:
        return _gone(token)
    return _page(step, shown(step, draft.answers), token=token, answers=draft.answers)


@bp.post("/drafts/<token>/<any(whom,hopes,times,contact,check):step>")
@public()
def update(token: str, step: str) -> Response:
    """Keep the step and go on, or back, or to the mail with which one goes on later. The last step sends the request."""
    now, go = utcnow(), request.form.get("go", ON)
    if step == "check" and go == ON:
        return _send(token)
    draft = reception.draft_at(token, now=now, locked=True)
    if draft is None:
        return _gone(token)
    form = STEPS[step]()
    valid = form.validate()
    if step != "check":
        draft.answer(step, form.answers(), days=reception.draft_days(), now=now)
    if go == ON and not valid:
        db.session.rollback()
        return _page(step, form, token=token, answers=draft.answers, status=422)
    db.session.commit()
    if step == "whom" and valid and form["supervision"].data == Form.CRISIS:
        return hx.see_other(url_for("crisis_reports.new"))
    return hx.see_other(_next(token, step, go))


def _next(token: str, step: str, go: str) -> str:
    if go == LATER:
        return url_for("draft_links.new", token=token)
    place = ORDER.index(step) + (-1 if go == BACK else 1)
    return url_for("request_drafts.edit", token=token, step=ORDER[min(max(place, 0), len(ORDER) - 1)])


def _send(token: str) -> Response:
    form, now = STEPS["check"](), utcnow()
    try:
        reception.claim("request", now=now)
        draft = reception.draft_at(token, now=now, locked=True)
        if draft is None:
            return _gone(token)
        asked = reception.receive(whole(draft.answers).answers(), token, spam=reception.smells(draft, form.website.data, now=now), now=now)
    except DomainError as refusal:
        db.session.rollback()
        form.refuse(refusal)
        draft = reception.draft_at(token, now=now)
        return _page("check", form, token=token, answers=draft.answers if draft else {}, status=422)
    db.session.delete(draft)
    db.session.commit()
    said = _("The request has been sent. Its number is %(number)s.", number=asked.number)
    return hx.see_other(url_for("receipts.show", token=token), say=said)


def _gone(token: str) -> Response:
    """A draft that was sent leads to its receipt; one whose days are over to a new request."""
    if reception.request_at(token) is not None:
        return hx.see_other(url_for("receipts.show", token=token))
    return hx.render("commerce/request_drafts/gone.html", fragment="form", status=404)


def _unusual(wished: Form | None, people: object, *, now: datetime) -> str:
    """A word about a number of people that is not the usual one; it stands in nobody's way."""
    if wished is None or not isinstance(people, int):
        return ""
    for version in reception.estimates(wished, now=now):
        fewest, most = version.fewest, version.most
        if fewest and most and not fewest <= people <= most:
            return str(
                _("A group usually has %(fewest)s–%(most)s people. We talk about the size before the quote.", fewest=fewest, most=most)
            )
    return ""


def _page(step: str, form: StepForm, *, token: str = "", answers: Mapping[str, Any] | None = None, status: int = 200) -> Response:
    answers, now = answers or {}, utcnow()
    chosen = answers.get("whom", {}).get("supervision")
    wished = Form(chosen) if chosen in set(Form) else None
    summary = {name: kept(name, answers) for name in ORDER[:-1]} if step == "check" else {}
    return hx.render(
        "commerce/request_drafts/edit.html",
        fragment="form",
        status=status,
        form=form,
        token=token,
        step=step,
        place=ORDER.index(step),
        steps=len(ORDER),
        before=ORDER[max(ORDER.index(step) - 1, 0)],
        answers=answers,
        wished=wished,
        undecided=chosen in {None, UNSURE},
        settings=settings_of(db.session()),
        estimates=reception.estimates(wished, now=now),
        summary=summary,
        missing=[name for name, one in summary.items() if not one.validate()],
        unusual=_unusual(wished, answers.get("whom", {}).get("people"), now=now),
        vat_of=vat_of,
        word=request_words,
    )
