"""Save and continue later: the draft's own address by mail. The address it goes to is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, url_for
from flask_babel import gettext as _

from blueprints.commerce.draft_links.forms import LinkForm
from models.base.clock import utcnow
from web import hx, mail, throttling
from web.access import public
from web.commerce import reception
from web.extensions import db
from web.forms import language

if TYPE_CHECKING:
    from flask import Response

    from models.commerce.request import RequestDraft

bp = Blueprint("draft_links", __name__, url_prefix="/quote-requests/drafts/<token>/links")


@bp.get("/new")
@public()
def new(token: str) -> Response:
    """Where to send it."""
    return _page(LinkForm(), token, _draft(token))


@bp.post("")
@public()
def create(token: str) -> Response:
    """Send it."""
    form, draft, now = LinkForm(), _draft(token), utcnow()
    if form.accepts():
        try:
            reception.claim("draft-link", reception.LINKS, now=now)
        except throttling.TooSoon as refusal:
            form.refuse(refusal)
        else:
            url = mail.address(url_for("request_drafts.edit", token=token, step="whom"))
            mail.send_to(str(form.email.data), language(), "commerce/mail/draft_link", url=url, until=draft.expires_at)
            db.session.commit()
            said = _("The link is on its way to %(email)s.", email=form.email.data)
            return hx.see_other(url_for("draft_links.new", token=token), say=said)
    return _page(form, token, draft, status=422)


def _draft(token: str) -> RequestDraft:
    draft = reception.draft_at(token, now=utcnow())
    if draft is None:
        abort(404)
    return draft


def _page(form: LinkForm, token: str, draft: RequestDraft, status: int = 200) -> Response:
    return hx.render("commerce/draft_links/new.html", fragment="form", status=status, form=form, token=token, until=draft.expires_at)
