"""The guard: every endpoint declares who may reach it, and an undeclared one answers 403.

The order is fixed: live sign-in, form token, scope (404), rule (403), then the view, which gets the object itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from flask import abort, current_app, g, request
from sqlalchemy import Select

from gateways.databases import writing
from models.base.clock import utcnow
from policy import allowed
from web import signing_in
from web.extensions import db, logins

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

    from models.people import Person

View = Callable[..., "ResponseReturnValue"]
Scope = Callable[["Person"], Select[Any]]
Door = Callable[..., Any]  # (session, person, key, *, now) -> the thing or None; for what only the vault may look up
V = TypeVar("V", bound=View)
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@dataclass(frozen=True)
class Access:
    """Who reaches an endpoint: ``public``, ``signed_in``, or those whom the action's rule and the scope let through."""

    kind: str
    action: str | None = None
    scope: Scope | None = None
    writes: bool = False  # a GET that changes something; opening a text is no such thing, see web.opening
    door: Door | None = None


def public(*, writes: bool = False) -> Callable[[V], V]:
    """Anybody, signed in or not. A link's token, when there is one, is the view's own business."""
    return _declare(Access("public", writes=writes))


def signed_in(*, writes: bool = False) -> Callable[[V], V]:
    """Anybody signed in; the view works on the person's own things only."""
    return _declare(Access("signed_in", writes=writes))


def permits(action: str, scope: Scope | None = None, *, door: Door | None = None, writes: bool = False) -> Callable[[V], V]:
    """Those the rule allows. With a scope, or a door of the vault, the view's ``id`` is looked up through it: the view gets the object."""
    return _declare(Access("permits", action, scope, writes, door))


def _declare(access: Access) -> Callable[[V], V]:
    def wrap(view: V) -> V:
        @wraps(view)
        def guarded(**kwargs: Any) -> ResponseReturnValue:  # noqa: ANN401  URL values go through untouched
            if access.kind == "public":
                return view(**kwargs)
            actor = actor_or_sign_in()
            if access.action is None:
                return view(**kwargs)
            if access.scope is None and access.door is None:
                demand(actor, access.action)
                return view(**kwargs)
            key = kwargs.pop("id")
            thing = found(access.scope(actor), key) if access.scope else behind(access.door, actor, key)
            demand(actor, access.action, thing)
            return view(thing, **kwargs)

        guarded.access = access  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return wrap


def actor_or_sign_in() -> Person:
    """The person signed in; otherwise the request ends with the way to sign in."""
    sign_in = signing_in.current_sign_in()
    if sign_in is None:
        abort(401)
    return sign_in.person


def current_person() -> Person | None:
    """The person signed in, or nobody."""
    sign_in = signing_in.current_sign_in()
    return sign_in.person if sign_in else None


def demand(actor: Person, action: str, thing: object = None) -> None:
    """End the request with 403 unless the rule allows it."""
    if not allowed(actor, action, thing):
        abort(403)


def found(scope: Select[Any], key: int) -> Any:  # noqa: ANN401  the scope decides the type
    """The object of that id within the scope; otherwise the request ends with 404, as if it did not exist."""
    entity = scope.column_descriptions[0]["entity"]
    if key >= 2**31:
        abort(404)
    thing = db.session.scalars(scope.where(entity.id == key)).unique().one_or_none()
    if thing is None:
        abort(404)
    return thing


def behind(door: Door | None, actor: Person, key: int) -> Any:  # noqa: ANN401  the door decides the type
    """What the door gives this person; nothing is a 404, as if it did not exist."""
    thing = door(db.session(), actor, key, now=utcnow()) if door and key < 2**31 else None
    if thing is None:
        abort(404)
    return thing


def can(action: str, thing: object = None) -> bool:
    """For templates: whether the person signed in may do it."""
    return allowed(current_person(), action, thing)


def install(app: Flask) -> None:
    """Watch every request of this application."""
    app.view_functions["static"].access = Access("public")  # type: ignore[union-attr]  # Flask's own view
    app.before_request(_declared)
    app.before_request(_same_site)
    app.teardown_request(_leave)
    app.view_functions["static"].access = Access("public")  # type: ignore[union-attr]
    app.jinja_env.globals.update(can=can)
    logins.request_loader(lambda _request: current_person())  # Flask-Login is only the adapter for current_user


def _declared() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    access: Access | None = getattr(view, "access", None)
    if view is not None and access is None:
        abort(403)
    g.access = access
    g.writing = writing.set(request.method in UNSAFE or (access is not None and access.writes))
    sign_in = signing_in.current_sign_in() if access is not None and request.endpoint != "static" else None
    if sign_in is not None and sign_in.needs_touch(now=utcnow()):
        g.touch = sign_in.id


def _same_site() -> None:
    """Unsafe methods must come from our own pages: the browser says so, and the form carries the browser's token."""
    if request.method not in UNSAFE:
        return
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        abort(400, "cross-site")
    origin = request.headers.get("Origin")
    if origin and origin != "null" and origin.partition("://")[2] != request.host:
        abort(400, "cross-site")
    if not signing_in.form_token_matches(request.form.get("form_token", "")):
        abort(400, "form-token")


def _leave(_error: BaseException | None) -> None:
    touched = g.pop("touch", None)
    db.session.remove()
    if touched is not None:
        signing_in.touch(touched, now=utcnow())
    if "writing" in g:
        writing.reset(g.pop("writing"))
