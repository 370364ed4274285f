"""The mails that wait to be sent, as their receivers will read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base.house import OutboxMessage
from vault import mail
from web.extensions import db

if TYPE_CHECKING:
    from flask import Flask


def mails(app: Flask, *, to: str = "") -> list[str]:
    """Every mail in order, or those to one address."""
    with app.app_context():
        waiting = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        mine = [message for message in waiting if message.text_id and to in {"", message.to_address}]
        return [mail.text_of(db.session(), message) for message in mine]


def link_in_mail(app: Flask, path: str, *, to: str = "") -> str:
    """The newest link of that kind in the mails."""
    found = re.findall(rf"/{path}/[\w-]+", "\n".join(mails(app, to=to)))
    assert found, f"no mail with a link to /{path}/"
    return str(found[-1])
