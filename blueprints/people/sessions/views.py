"""Signing in, signing out, and ending one's other sign-ins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, request, url_for
from flask_babel import gettext as _

from blueprints.people.sessions.forms import SignInForm
from models.base.clock import utcnow
from models.people import SignIn
from policy.people import own_sign_ins
from web import hx, signing_in
from web.access import actor_or_sign_in, current_person, permits, public, signed_in
from web.authentication import SignInRefused, authenticate
from web.devices import device
from web.extensions import db
from web.throttling import TooSoon

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("sessions", __name__, url_prefix="/sessions")


@bp.get("/new")
@public()
def new() -> Response:
    """The sign-in page; somebody already signed in is sent on."""
    if current_person() is not None:
        return hx.see_other(hx.safe_next(request.args.get("next"), url_for("days.show")))
    return _page(SignInForm())


@bp.post("")
@public()
def create() -> Response:
    """Sign in: the same answer, at the same cost, whether the address or the password was wrong."""
    form = SignInForm()
    if form.accepts():
        try:
            person = authenticate(str(form.email.data), str(form.password.data), now=utcnow())
        except (SignInRefused, TooSoon) as refusal:
            form.refuse(refusal)
        else:
            signing_in.start(person, now=utcnow())
            db.session.commit()
            return hx.see_other(hx.safe_next(request.args.get("next"), url_for("days.show")))
    return _page(form, status=422)


def _page(form: SignInForm, status: int = 200) -> Response:
    destination = hx.safe_next(request.args.get("next"), "")
    return hx.render("people/sessions/new.html", fragment="form", status=status, form=form, next=destination, held="held" in request.args)


@bp.get("")
@signed_in()
def index() -> Response:
    """One's own live sign-ins."""
    now = utcnow()
    live = [s for s in db.session.scalars(own_sign_ins(actor_or_sign_in())) if s.is_live(now=now)]
    return hx.render("people/sessions/index.html", fragment="list", sign_ins=live, here=signing_in.current_sign_in(), device=device)


@bp.post("/<int:id>/deletion")
@permits("sign_in.end", own_sign_ins)
def destroy(sign_in: SignIn) -> Response:
    """End a sign-in: this browser's own is a sign-out."""
    here = sign_in is signing_in.current_sign_in()
    if here:
        signing_in.end(now=utcnow())
    else:
        sign_in.end(now=utcnow())
    db.session.commit()
    if here:
        return hx.see_other(url_for("sessions.new"), say=_("You have signed out."))
    return hx.see_other(url_for("sessions.index"), say=_("The sign-in was ended."))
