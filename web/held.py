"""What a person typed when their sign-in had lapsed: sealed for them, offered back after they sign in again."""

from __future__ import annotations

import json

from flask import request

from models.base.clock import utcnow
from models.privacy import AuditEvent
from vault import held as vault_held
from web import signing_in
from web.extensions import db
from web.opening import opening

HOUSE_FIELDS = frozenset({"form_token", "page", "submission_key", "version"})
MOST = 200_000
LONGEST_TICK = 2  # ticks and choices are not text


def keep(page: str) -> bool:
    """Hold the posted text for the person of the lapsed sign-in, if there is one and there is anything to hold."""
    sign_in = signing_in.lapsed_sign_in()
    fields = {n: values for n, values in request.form.to_dict(flat=False).items() if n not in HOUSE_FIELDS and "password" not in n}
    body = json.dumps(fields, ensure_ascii=False)
    if sign_in is None or not typed(body) or len(body) > MOST:
        return False
    vault_held.hold(db.session(), sign_in.person, page, body, now=utcnow())
    db.session.commit()
    return True


def typed(body: str) -> list[str]:
    """The texts in what was held, without the fields' names: what a person would look for to copy."""
    fields: dict[str, list[str]] = json.loads(body) if body else {}
    return [value for values in fields.values() for value in values if len(value) > LONGEST_TICK]


def offered() -> dict[str, list[str]]:
    """What the person had typed on the page that is fetched now when their sign-in lapsed, by field."""
    sign_in = signing_in.current_sign_in()
    if request.method != "GET" or sign_in is None or not sign_in.holds_text:
        return {}
    person_id = sign_in.person_id
    with opening() as session:
        here = [waiting for waiting in vault_held.mine(session, sign_in.person) if waiting.path == request.full_path.rstrip("?")]
        if not here:
            return {}
        session.add(AuditEvent(at=utcnow(), actor_id=person_id, act="held_text.read", object_type="person", object_id=person_id))
    fields: dict[str, list[str]] = json.loads(here[0].body)
    return fields


def settle() -> None:
    """Forget what was held for the page that the posted form stands on: it has been saved, or given up."""
    sign_in = signing_in.current_sign_in()
    if sign_in is None or not sign_in.holds_text:
        return
    for waiting in vault_held.mine(db.session(), sign_in.person):
        if waiting.path == request.form.get("page"):
            vault_held.drop(db.session(), sign_in.person, waiting.id, now=utcnow())
    sign_in.holds_text = vault_held.is_waiting(db.session(), sign_in.person)
