"""Tabs of an engagement's pages: each wing adds its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request, url_for

if TYPE_CHECKING:
    from models.process import Engagement


@dataclass(frozen=True)
class Tab:
    """A page of an engagement, for whom ``shows`` says; the page takes the engagement's ``id``."""

    order: int
    endpoint: str
    label: Callable[[], str]
    shows: Callable[[Engagement], bool]


_tabs: list[Tab] = []


def engagement_tab(order: int, endpoint: str, label: Callable[[], str], shows: Callable[[Engagement], bool] = lambda _: True) -> None:
    """Add a tab to the pages of an engagement."""
    _tabs.append(Tab(order, endpoint, label, shows))


def engagement_tabs(engagement: Engagement) -> list[tuple[str, str, bool]]:
    """Address, label and whether it is this page; for the person signed in."""
    noun = (request.endpoint or "").partition(".")[0]
    return [
        (url_for(tab.endpoint, id=engagement.id), tab.label(), tab.endpoint.partition(".")[0] == noun)
        for tab in sorted(_tabs, key=lambda tab: tab.order)
        if tab.shows(engagement)
    ]
