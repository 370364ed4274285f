"""The outbox: where mails went and whether they left. What they say is shown in a demonstration only, and marked as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, request, url_for

from blueprints.privacy.messages import letters
from blueprints.privacy.messages.letters import letter
from gateways.mailbox import MailFolder
from models.base.house import MessageState, OutboxMessage
from policy.privacy import posted_messages
from vault import mail
from web import hx, paging
from web.access import actor_or_sign_in, permits
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response
    from flask_babel import LazyString

bp = Blueprint("messages", __name__, url_prefix="/outbox")


@bp.get("")
@permits("message.list")
def index() -> Response:
    """Mails, newest first; those in one state, if asked."""
    query, state = posted_messages(actor_or_sign_in()), request.args.get("state", "")
    if state in letters.STATES:
        query = query.where(*OutboxMessage.stands(MessageState(state)))
    page = paging.page(query, OutboxMessage.id, newest_first=True)
    return hx.render("privacy/messages/index.html", fragment="list", page=page, tabs=_tabs(state), word=letters, demo=_is_demo())


@bp.get("/<int:id>")
@permits("message.list", posted_messages)
def show(message: OutboxMessage) -> Response:
    """One mail with its text, so that a demonstration's links can be tried; otherwise there is no such page."""
    if not _is_demo():
        abort(404)
    folder = MailFolder(current_app.config["PEILI"].mail_dir, "")
    text = mail.text_if_waiting(db.session(), message) or folder.read(message.id)
    return hx.render("privacy/messages/show.html", message=message, letter=letter, text=text)


def _tabs(state: str) -> list[tuple[str, LazyString, bool]]:
    """Which mails are listed: all of them, or those in one state."""
    states = [(url_for("messages.index", state=code), name, code == state) for code, name in letters.STATES.items()]
    return [(url_for("messages.index"), letters.ALL, state not in letters.STATES), *states]


def _is_demo() -> bool:
    return bool(current_app.config["PEILI"].demo)
