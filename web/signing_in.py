"""The cookie and the sign-in behind it: a random token, of which the database holds the hash only."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from flask import current_app, g, request
from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from gateways.databases import writing
from models.base.clock import utcnow
from models.base.tokens import new_token, token_hash
from models.people import Person, SignIn
from models.people.sign_in import KEPT
from vault import held
from web.extensions import db

if TYPE_CHECKING:
    from flask import Response
    from sqlalchemy.orm import Session

SALT = 16  # characters before a form token's digest


def cookie_name() -> str:
    """``__Host-`` pins the cookie to this host over TLS; plain http cannot carry that prefix."""
    return "__Host-peili" if current_app.config["PEILI"].https else "peili"


def current_sign_in() -> SignIn | None:
    """The live sign-in of this request, looked up once."""
    found: SignIn | None = _looked_up()
    return found if found is not None and found.person.is_active and found.is_live(now=utcnow()) else None


def lapsed_sign_in() -> SignIn | None:
    """A sign-in that time alone ended, so that what its person typed can be held for them."""
    found = _looked_up()
    return found if found is not None and found.person.is_active and found.has_lapsed(now=utcnow()) else None


def _looked_up() -> SignIn | None:
    if "sign_in" not in g:
        token = request.cookies.get(cookie_name(), "")
        query = (
            select(SignIn)
            .where(SignIn.token_hash == token_hash(token))
            .options(joinedload(SignIn.person, innerjoin=True).joinedload(Person.grants))
        )
        g.sign_in = db.session.scalars(query).unique().one_or_none() if token else None
    found: SignIn | None = g.sign_in
    return found


def start(person: Person, *, now: datetime) -> SignIn:
    """Sign a person in with a fresh token; a sign-in that the browser already had is ended."""
    former = current_sign_in()
    if former is not None:
        former.end(now=now)
    token, digest = new_token()
    agent = (request.user_agent.string or "")[:120]
    sign_in = SignIn(
        token_hash=digest,
        person=person,
        created_at=now,
        seen_at=now,
        agent=agent,
        network=network(request.remote_addr),
        holds_text=held.is_waiting(db.session(), person),
    )
    db.session.add(sign_in)
    g.sign_in, g.new_token = sign_in, token
    return sign_in


def end(*, now: datetime) -> None:
    """Sign this browser out."""
    sign_in = current_sign_in()
    if sign_in is not None:
        sign_in.end(now=now)
    g.sign_in, g.new_token = None, secrets.token_urlsafe(32)


def touch(sign_in_id: int, *, now: datetime) -> None:
    """Remember that the person is still here, in a short transaction of its own."""
    token = writing.set(True)
    try:
        with db.engine.begin() as connection:
            connection.execute(update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(seen_at=now))
    finally:
        writing.reset(token)


def forget_before(session: Session, moment: datetime) -> None:
    """Drop sign-ins that were last used too long ago to tell anything."""
    session.execute(delete(SignIn).where(SignIn.seen_at < moment - KEPT))


def network(address: str | None) -> str:
    """The network of an address, not the address: /24 for IPv4, /56 for IPv6; empty when it is no address."""
    try:
        ip = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip
    return str(ip_network((ip, 24 if isinstance(ip, IPv4Address) else 56), strict=False))


def browser_token() -> str:
    """The secret in this browser's cookie, made now when there is none: forms are bound to it."""
    if "new_token" in g:
        return str(g.new_token)
    token = request.cookies.get(cookie_name())
    if not token:
        token = g.new_token = secrets.token_urlsafe(32)
    return token


def form_token() -> str:
    """The CSRF token of this browser's forms: nobody without the cookie can compute it, and no server secret is needed.

    Each form has another salt, so that a compressed page's length tells nothing of the token (BREACH, CVE-2013-3587).
    """
    return _salted(browser_token(), secrets.token_hex(SALT // 2))


def form_token_matches(given: str) -> bool:
    """Whether a submitted token belongs to the cookie that came with it."""
    cookie = request.cookies.get(cookie_name())
    return bool(cookie) and given.isascii() and hmac.compare_digest(_salted(str(cookie), given[:SALT]), given)


def _salted(token: str, salt: str) -> str:
    return salt + hmac.new(token.encode(), f"form {salt}".encode(), "sha256").hexdigest()


def send_cookie(response: Response) -> Response:
    """Set the cookie when this request made a new token."""
    if "new_token" in g:
        https = current_app.config["PEILI"].https
        response.set_cookie(cookie_name(), g.new_token, secure=https, httponly=True, samesite="Lax", path="/")
    return response
