"""What the substitute finds behind the link. Looking accepts nothing; the answer is a POST."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _

from blueprints.process.offers.forms import AnswerForm
from models.base.clock import utcnow
from models.people import LinkPurpose
from models.process import Roster, SwapRefused
from vault import goals
from web import formats, hx, links, swaps
from web.access import public
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from flask import Response

    from models.people import SingleUseLink
    from models.process import Substitution

bp = Blueprint("offers", __name__, url_prefix="/offers")


@bp.get("/<token>")
@public()
def show(token: str) -> Response:
    """Who asks, when and where, and what the group has agreed on."""
    _link, swap = _opened(token)
    return _page(token, swap, AnswerForm())


@bp.post("/<token>")
@public()
def update(token: str) -> Response:
    """Come, or do not come."""
    (link, swap), form = _opened(token), AnswerForm()
    if form.accepts():
        try:
            swap = (swaps.accept if form.comes else swaps.decline)(link, now=utcnow())
        except SwapRefused as refusal:
            form.refuse(refusal)
        else:
            db.session.commit()
            return hx.see_other(url_for("answers.show", name=form.answer.data), say=_said(swap, comes=form.comes))
    return _page(token, swap, form, status=422)


def _opened(token: str) -> tuple[SingleUseLink, Substitution]:
    """The link and its offer while both are good; otherwise the page that says they are not."""
    link = links.opened(token, LinkPurpose.OFFER)
    swap = swaps.offered(link)
    if not swap.is_open(now=utcnow()):
        abort(links.gone())
    return link, swap


def _said(swap: Substitution, *, comes: bool) -> str:
    when = formats.date_and_time(swap.meeting.starts_at, language())
    return str(_("Thank you. You are expected on %(when)s.", when=when) if comes else _("Thank you for the answer."))


def _page(token: str, swap: Substitution, form: AnswerForm, status: int = 200) -> Response:
    session, now = db.session(), utcnow()
    roster = Roster.load(session, swap.outgoing.engagement_id)
    meetings = [m for m in roster.meetings_of(swap.outgoing, since=swap.meeting.starts_at) if swap.is_for_the_rest or m is swap.meeting]
    common = goals.for_offer(session, swap, now=now)
    context = {"swap": swap, "meetings": meetings, "goals": common, "supervisors": roster.engagement.supervisors_at(now)}
    return hx.render("process/offers/show.html", fragment="form", status=status, token=token, form=form, **context)
