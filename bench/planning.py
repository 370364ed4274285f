"""``python -m bench.planning``: how long a proposal of a whole series takes while the calendars fill up, and how long booking it does.

Series after series is proposed and booked for supervisors who have working hours, absences and other series already, half of them in
one of a few rooms. Prints a Markdown table; times in milliseconds.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from datetime import time as clock
from hashlib import sha256
from typing import TYPE_CHECKING

from app import create_app
from bench.__main__ import databases
from gateways.keys import MasterKey
from models.base.forms import Form
from models.base.local_time import from_local
from models.process import CalendarException, Closure, Engagement, ExceptionKind, Room, SupervisorCalendar, WorkingHours
from models.process.arranging import Setting, arrange
from models.process.planning import propose
from tests.world import World
from web import extensions
from web.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from models.people import Person

FIRST = date(2027, 1, 4)
HOURS = tuple(clock(hour) for hour in range(8, 17))
MIDNIGHT = clock()
MEETINGS, INTERVAL, MINUTES, ROOMS = 5, 28, 90, 40
LIMIT = 1.0  # seconds that a proposal may take


class Chance:
    """The same turns every time."""

    def __init__(self) -> None:
        self.turns = 0

    def below(self, number: int) -> int:
        """A whole number from nought on."""
        self.turns += 1
        return int.from_bytes(sha256(str(self.turns).encode()).digest()[:8]) % number


@dataclass
class Times:
    """Seconds of every proposal and every booking, and how many meetings had to leave their rhythm."""

    proposing: list[float] = field(default_factory=list)
    booking: list[float] = field(default_factory=list)
    moved: int = 0


def main() -> None:
    """Measure, and fail when one proposal took longer than it may."""
    parser = argparse.ArgumentParser(prog="python -m bench.planning", description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--series", type=int, default=1000)
    parser.add_argument("--supervisors", type=int, default=200)
    options = parser.parse_args()
    with databases(options.engine) as (folder, urls):
        settings = Settings.from_env(
            {
                "PEILI_DATA_DIR": str(folder / "data"),
                "PEILI_DATABASE_URL": urls[0],
                "PEILI_KEYS_URL": urls[1],
                "PEILI_MASTER_KEY_FILE": str(folder / "master.key"),
            }
        )
        MasterKey.create(settings.master_key_file)
        with create_app(settings).app_context():
            extensions.alembic.upgrade()
            times = measure(extensions.db.session(), options.series, options.supervisors)
    print(
        f"{options.series} series of {MEETINGS} meetings, {options.supervisors} supervisors, {options.engine}; {times.moved} meetings moved"
    )
    print(
        _row("", ("p50", "p95", "max")),
        _row("---", ("---",) * 3),
        _said("propose", times.proposing),
        _said("book", times.booking),
        sep="\n",
    )
    if max(times.proposing) > LIMIT:
        raise SystemExit(1)


def measure(session: Session, series: int, supervisors: int) -> Times:
    """Propose and book so many series, each in a transaction of its own."""
    world, chance, times = World(session), Chance(), Times()
    people = [_supervisor(world, number, chance) for number in range(supervisors)]
    rooms = [Room(name=f"Huone {number}") for number in range(ROOMS)]
    session.add_all([*rooms, Closure(first=date(2027, 7, 5), last=date(2027, 8, 1), name="Kesäsulku")])
    session.commit()
    for number in range(series):
        person = people[number % supervisors]
        engagement = world.engagement(f"Sarja {number}", Form.INDIVIDUAL)
        world.assign(engagement, person)
        session.commit()
        room = rooms[chance.below(len(rooms))] if number % 2 else None
        first = from_local(FIRST + timedelta(days=chance.below(60)), HOURS[chance.below(len(HOURS))])
        _one(session, engagement, first, room, times)
    return times


def _supervisor(world: World, number: int, chance: Chance) -> Person:
    person = world.supervisor(f"Ohjaaja Salava {number}")
    world.session.add(SupervisorCalendar(person_id=person.id, travel_minutes=30))
    for weekday in range(5):
        world.session.add(WorkingHours(person_id=person.id, weekday=weekday, from_minute=8 * 60, until_minute=18 * 60))
    for _absence in range(10):
        day = FIRST + timedelta(days=chance.below(365))
        start = from_local(day, MIDNIGHT)
        world.session.add(
            CalendarException(
                person_id=person.id, kind=ExceptionKind.AWAY, starts_at=start, ends_at=start + timedelta(days=1 + chance.below(10))
            )
        )
    return person


def _one(session: Session, engagement: Engagement, first: datetime, room: Room | None, times: Times) -> None:
    begun = time.perf_counter()
    proposals = propose(session, engagement, first, MEETINGS, INTERVAL, minutes=MINUTES, room=room)
    proposed = time.perf_counter()
    arrange(session, engagement, [each.start for each in proposals], Setting(MINUTES, room=room), by=None, now=engagement.created_at)
    session.commit()
    times.proposing.append(proposed - begun)
    times.booking.append(time.perf_counter() - proposed)
    times.moved += sum(each.is_moved for each in proposals)


def _said(name: str, seconds: list[float]) -> str:
    ordered = sorted(seconds)
    at = (ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)], ordered[-1])
    return _row(name, tuple(f"{1000 * each:.1f}" for each in at))


def _row(name: str, cells: tuple[str, ...]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
