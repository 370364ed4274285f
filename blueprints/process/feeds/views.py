"""One person's meetings for a calendar program."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from models.base.clock import utcnow
from web.access import public
from web.calendars import feeds, pace

bp = Blueprint("feeds", __name__)
FRESH = 300  # seconds for which a program need not ask again


@bp.get("/feeds/<token>.ics")
@public()
def show(token: str) -> Response:
    """The calendar. No sign-in and no cookie; an address that is not in force leads nowhere, whatever it once was."""
    now, person = utcnow(), feeds.owner(token)
    if person is None:
        abort(404)
    if wait := pace.too_often(person.id, now=now):
        return Response(status=429, headers={"Retry-After": str(wait)})
    response = Response(feeds.content(person, now=now), content_type="text/calendar; charset=utf-8")
    response.headers["Cache-Control"] = f"private, max-age={FRESH}"
    response.headers["Content-Disposition"] = 'inline; filename="peili.ics"'
    response.add_etag()  # no Last-Modified: a meeting that is gone leaves no time behind that would be newer
    response.make_conditional(request)
    return response
