"""Eight bookings of the same hour at the same moment, over eight connections: one gets it, seven are told so."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.process import Booking, Engagement, Form, Meeting, Room
from models.process.arranging import Setting, arrange
from models.process.booking import RoomTaken, SupervisorTaken
from tests.blueprints.process.conftest import As
from tests.visitor import hidden_fields
from tests.world import Story, World
from web.extensions import db

EIGHT = 8
STARTS = timedelta(days=8)


def together(acts: list[Callable[[], object]]) -> list[object]:
    """What acts begun at the same moment give."""
    start = Barrier(len(acts))

    def act(each: Callable[[], object]) -> object:
        start.wait()
        return each()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, acts))


def booking(app: Flask, world: World, engagement: Engagement, room: Room | None = None) -> Callable[[], object]:
    """One connection that arranges a meeting of the engagement; gives the refusal's code, or nothing."""
    engagement_id, room_id, starts = engagement.id, room.id if room else None, world.now + STARTS

    def act() -> object:
        with app.app_context(), Session(db.engine, expire_on_commit=False) as session:
            try:
                there = session.get(Room, room_id) if room_id else None
                arrange(session, session.get_one(Engagement, engagement_id), [starts], Setting(60, room=there), by=None, now=world.now)
                session.commit()
            except (SupervisorTaken, RoomTaken) as taken:
                session.rollback()
                return taken.code
            return None

    return act


def eight(world: World, supervisor_of: Callable[[int], object]) -> list[Engagement]:
    """Processes that know nothing of one another."""
    engagements = [world.engagement(f"Prosessi {number}", Form.INDIVIDUAL) for number in range(EIGHT)]
    for number, engagement in enumerate(engagements):
        world.assign(engagement, supervisor_of(number))  # type: ignore[arg-type]
    world.session.commit()
    return engagements


def test_one_of_eight_gets_the_supervisor(app: Flask, world: World, story: Story) -> None:
    engagements = eight(world, lambda _number: story.mikael)
    answers = together([booking(app, world, engagement) for engagement in engagements])
    assert sorted(map(str, answers)) == ["None", *["booking.supervisor_taken"] * 7]
    assert world.session.scalar(select(func.count()).select_from(Booking).where(Booking.starts_at == world.now + STARTS)) == 1


def test_one_of_eight_gets_the_room(app: Flask, world: World, story: Story) -> None:
    room = Room(name="Kuusi")
    world.session.add(room)
    engagements = eight(world, lambda number: world.supervisor(f"Ohjaaja {number}"))
    answers = together([booking(app, world, engagement, room) for engagement in engagements])
    assert sorted(map(str, answers)) == ["None", *["booking.room_taken"] * 7]
    assert world.session.scalar(select(func.count()).select_from(Meeting).where(Meeting.starts_at == world.now + STARTS)) == 1


@pytest.mark.parametrize("noun", ["meetings", "plans"])
def test_one_of_eight_forms_is_accepted_and_the_others_offer_times(as_: As, world: World, story: Story, noun: str) -> None:
    engagements = eight(world, lambda _number: story.mikael)
    starts = world.local((world.now + STARTS).date(), 13)
    typed = {"day": f"{starts:%d.%m.%Y}", "hour": "13", "minutes": "60", "mode": "on_site", "place": "", "link": "", "room": ""}
    series = {"count": "1", "interval_days": "7", "time-1": starts.isoformat()} if noun == "plans" else {}

    def ready(engagement: Engagement) -> Callable[[], object]:
        visitor, url = as_(story.outi), f"/engagements/{engagement.id}/{noun}"
        data = hidden_fields(visitor.client.get(f"{url}/new", query_string=typed | series).text, url) | typed | series

        def send() -> object:
            answer = visitor.client.post(url, data=data)
            return answer.status_code, "9.12.2026" in answer.text or "1.12." in answer.text

        return send

    answers = together([ready(engagement) for engagement in engagements])
    assert sorted(answers) == [(303, False), *[(409, True)] * 7]  # type: ignore[type-var]
