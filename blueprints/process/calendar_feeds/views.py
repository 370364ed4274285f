"""One's own calendar addresses: list, make, end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from models.base import DomainError
from models.base.clock import utcnow
from models.process import CalendarFeed
from policy.process import own_calendar_feeds
from web import hx, mail
from web.access import actor_or_sign_in, permits, signed_in
from web.extensions import db
from web.forms import Form
from web.trail import leave_trace
from web.validators import Line

if TYPE_CHECKING:
    from flask import Response

bp = Blueprint("calendar_feeds", __name__, url_prefix="/calendar-feeds")


class FeedForm(Form):
    """What the owner calls it."""

    name = StringField(_l("Name of the device or program"), [Line(60)])


@bp.get("")
@signed_in()
def index() -> Response:
    """One's own addresses that are in force, and the form of a new one."""
    return _page(FeedForm())


@bp.post("")
@signed_in()
def create() -> Response:
    """Make an address and show it, this once: only its hash is kept."""
    form, actor, now = FeedForm(), actor_or_sign_in(), utcnow()
    if form.accepts():
        try:
            others = len(db.session.scalars(own_calendar_feeds(actor).with_for_update()).all())
            feed, token = CalendarFeed.open(actor, str(form.name.data), others=others, now=now)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            db.session.add(feed)
            leave_trace("calendar_feed.created", feed, subject_id=actor.id)
            db.session.commit()
            return _page(FeedForm(formdata=None), made=feed, address=mail.address(f"/feeds/{token}.ics"))
    return _page(form, status=422)


@bp.post("/<int:id>/deletion")
@permits("calendar_feed.end", own_calendar_feeds)
def destroy(feed: CalendarFeed) -> Response:
    """End an address: it leads nowhere from now on."""
    feed.revoke(now=utcnow())
    leave_trace("calendar_feed.ended", feed, subject_id=feed.person_id)
    db.session.commit()
    return hx.see_other(url_for("calendar_feeds.index"), say=_("The calendar address was ended."))


def _page(form: FeedForm, status: int = 200, **context: object) -> Response:
    feeds = db.session.scalars(own_calendar_feeds(actor_or_sign_in())).all()
    return hx.render("process/calendar_feeds/index.html", fragment=None, status=status, form=form, feeds=feeds, **context)
