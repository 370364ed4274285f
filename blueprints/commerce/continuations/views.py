"""Planning what follows a process, and how those who were asked have answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from blueprints.commerce.continuations.forms import ContinuationForm
from models.base import DomainError
from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.agreement import Agreement
from models.commerce.catalogue import ProductVersion
from models.commerce.continuing import members_ever
from models.commerce.crisis import Continuation, ContinuationPerson
from models.commerce.offer import products_in_force
from models.commerce.quote import Quote
from models.people import Person
from models.process import Engagement
from policy.commerce.continuations import visible_continuations
from policy.process import managed_engagements
from web import hx
from web.access import actor_or_sign_in, can, permits
from web.commerce import continuing
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("continuations", __name__)
bp.add_app_template_global(continuing.linked, "continuations_of")


@bp.get("/engagements/<int:id>/continuations/new")
@permits("continuation.create", managed_engagements)
def new(engagement: Engagement) -> Response:
    """The form; the client's contact is filled in."""
    return _form(ContinuationForm(data=_recipient(engagement)), engagement)


@bp.post("/engagements/<int:id>/continuations")
@permits("continuation.create", managed_engagements)
def create(engagement: Engagement) -> Response:
    """Draft the quotes and ask the people."""
    form = _offering(ContinuationForm(), engagement)
    if form.accepts():
        try:
            made = continuing.begin(engagement, _plan(form), actor_or_sign_in(), now=utcnow())
        except DomainError as refusal:
            db.session.rollback()
            form.refuse(refusal)
        else:
            db.session.commit()
            said = ngettext("A quote has been drafted.", "%(num)s quotes have been drafted.", len(made))
            return hx.see_other(url_for("continuations.show", id=made[0].id), say=said)
    return _form(form, engagement, status=422)


@bp.get("/continuations/<int:id>")
@permits("continuation.show", visible_continuations)
def show(continuation: Continuation) -> Response:
    """Account managers see every answer, the people their own only."""
    actor = actor_or_sign_in()
    manages = can("continuation.create", continuation.from_engagement)
    people = continuing.questions(continuation).options(joinedload(ContinuationPerson.person))
    shown = db.session.scalars(people if manages else people.where(ContinuationPerson.person_id == actor.id)).all()
    own = next((asked for asked in shown if asked.person_id == actor.id), None)
    return hx.render("commerce/continuations/show.html", continuation=continuation, people=shown, own=own, manages=manages)


def _plan(form: ContinuationForm) -> continuing.Plan:
    return continuing.Plan(
        product=db.session.get_one(ProductVersion, form.product.data, options=[joinedload(ProductVersion.product)]),
        people=[db.session.get_one(Person, key) for key in form.people.data or ()],
        recipient_name=form.recipient_name.data or "",
        recipient_email=(form.recipient_email.data or "").strip(),
        language=str(form.speaks.data),
    )


def _recipient(engagement: Engagement) -> dict[str, str]:
    """Who speaks for the client, or accepted the quote of this process, or is the one person who took part."""
    speaking = [contact.person for contact in engagement.organisation.contacts if contact.until is None] if engagement.organisation else []
    if not speaking and (quote := _quote_of(engagement)) is not None:
        return {"recipient_name": quote.recipient_name, "recipient_email": quote.recipient_email, "speaks": quote.language}
    people = speaking or list(members_ever(db.session(), engagement))[:2]
    if not speaking and len(people) != 1:
        return {}
    return {"recipient_name": people[0].name, "recipient_email": people[0].email, "speaks": people[0].language}


def _quote_of(engagement: Engagement) -> Quote | None:
    made = select(Quote).join(Agreement, Agreement.quote_id == Quote.id).where(Agreement.engagement_id == engagement.id)
    return db.session.scalars(made.order_by(Agreement.id)).first()


def _offering(form: ContinuationForm, engagement: Engagement) -> ContinuationForm:
    products = db.session.scalars(products_in_force(to_local(utcnow()).date())).all()
    other = [version for version in products if version.product.form is not engagement.form]
    form.offer(other, members_ever(db.session(), engagement))
    return form


def _form(form: ContinuationForm, engagement: Engagement, status: int = 200) -> Response:
    form = _offering(form, engagement)
    return hx.render("commerce/continuations/new.html", fragment="form", status=status, form=form, engagement=engagement)
