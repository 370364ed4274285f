"""The demo scenario: invented people and organisations, with dates relative to today.

``fill`` runs the parts in order; each part is a module with ``fill(story)`` and reads what earlier parts put in ``story``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import current_app

from cli.demo import (
    account_managers,
    closing,
    commerce,
    confidential,
    evaluations,
    goals,
    people,
    process,
    ratings,
    reflections,
    substitutions,
    summaries,
    supervisors,
    time,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person

PARTS = (
    people,
    account_managers,
    supervisors,
    process,
    substitutions,
    goals,
    ratings,
    confidential,
    evaluations,
    reflections,
    summaries,
    closing,
    commerce,
    time,
)
PASSWORD = people.PASSWORD
ACCOUNTS = people.ACCOUNTS


@dataclass
class Story:
    """What the parts share: the session, the present, and named rows made so far."""

    session: Session
    now: datetime
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, object] = field(default_factory=dict)


def fill(session: Session, *, now: datetime) -> None:
    """Fill a new database, one commit for the whole."""
    story = Story(session, now)
    with current_app.test_request_context():  # its mails hold addresses of pages
        for part in PARTS:
            part.fill(story)
        session.commit()
