"""Tabs of an engagement's pages: each wing adds its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request, url_for
from sqlalchemy import select

from models.process import Engagement
from web.access import current_person
from web.extensions import db

if TYPE_CHECKING:
    from sqlalchemy import Select

    from models.people import Person

    Scope = Callable[[Person], Select[Engagement]]
    Condition = Callable[[Engagement], bool]


@dataclass(frozen=True)
class Tab:
    """A page of an engagement, which takes the engagement's ``id``.

    Shown to whom the engagement is in ``scope`` (None: everybody who sees the engagement) when ``shows`` says so, and to others when
    ``else_shows`` does. ``nouns`` are its pages: it is current on all of them.
    """

    order: int
    endpoint: str
    label: Callable[[], str]
    shows: Condition
    scope: Scope | None
    else_shows: Condition | None
    nouns: frozenset[str]


_tabs: list[Tab] = []


def engagement_tab(
    order: int,
    endpoint: str,
    label: Callable[[], str],
    shows: Condition = lambda _: True,
    *,
    scope: Scope | None = None,
    else_shows: Condition | None = None,
    nouns: tuple[str, ...] = (),
) -> None:
    """Add a tab to the pages of an engagement: see ``Tab``."""
    own = endpoint.partition(".")[0]
    _tabs.append(Tab(order, endpoint, label, shows, scope, else_shows, frozenset({own, *nouns})))


def engagement_tabs(engagement: Engagement) -> list[tuple[str, str, bool]]:
    """Address, label and whether it is this page; for the person signed in. All scopes are asked in one statement."""
    noun = (request.endpoint or "").partition(".")[0]
    within = _within(engagement)
    return [
        (url_for(tab.endpoint, id=engagement.id), tab.label(), noun in tab.nouns)
        for tab in sorted(_tabs, key=lambda tab: tab.order)
        if (tab.shows(engagement) if within.get(tab.endpoint, True) else tab.else_shows is not None and tab.else_shows(engagement))
    ]


def _within(engagement: Engagement) -> dict[str, bool]:
    person = current_person()
    scoped = {tab.endpoint: tab.scope for tab in _tabs if tab.scope is not None}
    if person is None:
        return dict.fromkeys(scoped, False)
    asked = [scope(person).with_only_columns(Engagement.id).where(Engagement.id == engagement.id).exists() for scope in scoped.values()]
    return dict(zip(scoped, db.session.execute(select(*asked)).one(), strict=True))
