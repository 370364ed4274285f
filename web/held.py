"""What a person typed when their sign-in had lapsed: sealed for them, offered back after they sign in again."""

from __future__ import annotations

import json

from flask import request

from models.base.clock import utcnow
from vault import held as vault_held
from web import signing_in
from web.extensions import db

HOUSE_FIELDS = frozenset({"form_token", "page", "submission_key", "version"})
MOST = 200_000
LONGEST_TICK = 2  # ticks and choices are not text


def keep(page: str) -> bool:
    """Hold the posted text for the person of the lapsed sign-in, if there is one and there is anything to hold."""
    sign_in = signing_in.lapsed_sign_in()
    typed = {
        name: values
        for name, values in request.form.to_dict(flat=False).items()
        if name not in HOUSE_FIELDS and "password" not in name and any(len(v) > LONGEST_TICK for v in values)
    }
    body = json.dumps(typed, ensure_ascii=False)
    if sign_in is None or not typed or len(body) > MOST:
        return False
    vault_held.hold(db.session(), sign_in.person, page, body, now=utcnow())
    db.session.commit()
    return True


def typed(body: str) -> list[str]:
    """The texts in what was held, without the fields' names: what a person would look for to copy."""
    fields: dict[str, list[str]] = json.loads(body) if body else {}
    return [value for values in fields.values() for value in values if len(value) > LONGEST_TICK]
