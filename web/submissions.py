"""Idempotency: a form's key is stored in the transaction of its effect, so a double click has one effect and one answer."""

from __future__ import annotations

import re
import secrets
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import g, request
from markupsafe import Markup, escape
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import RequestEntityTooLarge

from gateways import databases
from models.base.clock import utcnow
from models.base.house import Submission
from web import hx, signing_in
from web.access import UNSAFE
from web.extensions import db

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask, Response
    from sqlalchemy.orm import Session

LOOKS, PAUSE = 50, 0.02  # how often and after how many seconds a repeat looks whether the first has its answer
RECENT = timedelta(seconds=10)  # older than this, a first without an answer never gets one
KEY = re.compile(r"[0-9a-f]{32}")


def form_tokens(*, once: bool = True) -> Markup:
    """Hidden inputs of a form: the browser's token, the page to come back to, and (unless it autosaves) a key used once."""
    fields = {"form_token": signing_in.form_token(), "page": _page()}
    if once:
        fields["submission_key"] = submission_key()
    return Markup("").join(
        Markup('<input type="hidden" name="{}" value="{}">').format(name, escape(value)) for name, value in fields.items()
    )


def submission_key() -> str:
    """A key used once; as the name and value of a button it counts only when that button sends the form."""
    return secrets.token_hex(16)


def _page() -> str:
    """The page that a form on it comes back to: the one shown, or after a refusal the one that the refused form came from."""
    try:
        origin = request.form.get("page")
    except RequestEntityTooLarge:  # said on a page that has forms of its own
        origin = None
    return origin or request.full_path.rstrip("?")


def install(app: Flask) -> None:
    """Check keys on every unsafe request, after the guard."""
    app.before_request(_once)
    app.after_request(_remember)
    app.jinja_env.globals.update(form_tokens=form_tokens, submission_key=submission_key)


def _once() -> Response | None:
    key = request.form.get("submission_key", "") if request.method in UNSAFE else ""
    if not KEY.fullmatch(key):
        return None
    sign_in = signing_in.current_sign_in()
    person_id = sign_in.person_id if sign_in else None
    submission = Submission(key=key, endpoint=request.endpoint or "", person_id=person_id, at=utcnow())
    db.session.add(submission)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        return _repeat(key, person_id)
    g.submission = submission
    return None


def _remember(response: Response) -> Response:
    """Keep where the answered form led, for its repeats; the effect itself is in the database already."""
    submission = g.get("submission")
    if submission is not None and submission.location and submission in db.session:
        db.session.commit()
    return response


def _repeat(key: str, person_id: int | None) -> Response:
    """The answer that the first submission got, or the page it came from when it got none worth keeping."""
    first = _answered(key)
    fallback = hx.safe_next(request.form.get("page"), "/")
    mine = first.person_id == person_id and first.endpoint == request.endpoint
    return hx.see_other(first.location if mine and first.location else fallback)


def _answered(key: str) -> Submission:
    """The first submission. Its effect is in the database a moment before where it led: that moment is waited out without any lock."""
    with databases.reading():
        first = db.session.scalars(select(Submission).where(Submission.key == key)).one()
        for _ in range(LOOKS if first.at > utcnow() - RECENT else 0):
            if first.location:
                break
            db.session.rollback()  # what is looked at again is loaded again
            time.sleep(PAUSE)
        return first


def forget_older_than(session: Session, moment: datetime) -> None:
    """Drop keys that no open form can still carry."""
    session.execute(delete(Submission).where(Submission.at < moment))
