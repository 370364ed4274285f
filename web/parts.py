"""Parts of a page that other wings add: tabs of an engagement, sections of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import request, url_for

from web.access import can

if TYPE_CHECKING:
    from datetime import datetime

    from models.people import Person
    from models.process import Engagement, Meeting


@dataclass(frozen=True)
class Tab:
    """A page of an engagement: shown to whom the rule allows. The page takes the engagement's ``id``."""

    order: int
    endpoint: str
    action: str
    label: Callable[[], str]


Content = Callable[["Person", "Meeting", "datetime"], Any]


@dataclass(frozen=True)
class Section:
    """A part of a meeting's page: its template gets what ``content`` gives as ``section``; nothing is shown for None."""

    order: int
    template: str
    content: Content


_tabs: list[Tab] = []
_sections: list[Section] = []


def engagement_tab(order: int, endpoint: str, action: str, label: Callable[[], str]) -> None:
    """Add a tab to the pages of an engagement."""
    _tabs.append(Tab(order, endpoint, action, label))


def meeting_section(order: int, template: str) -> Callable[[Content], Content]:
    """Add a section to the page of a meeting."""

    def register(content: Content) -> Content:
        _sections.append(Section(order, template, content))
        return content

    return register


def engagement_tabs(engagement: Engagement) -> list[tuple[str, str, bool]]:
    """Address, label and whether it is this page; for the person signed in."""
    noun = (request.endpoint or "").partition(".")[0]
    return [
        (url_for(tab.endpoint, id=engagement.id), tab.label(), tab.endpoint.partition(".")[0] == noun)
        for tab in sorted(_tabs, key=lambda tab: tab.order)
        if can(tab.action, engagement)
    ]


def meeting_sections(actor: Person, meeting: Meeting, *, now: datetime) -> list[tuple[str, Any]]:
    """Templates and what goes into them."""
    made = ((section.template, section.content(actor, meeting, now)) for section in sorted(_sections, key=lambda s: s.order))
    return [(template, content) for template, content in made if content is not None]
