"""Rooms, closed days and availability, built row by row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.process import Booking, CalendarException, Closure, ExceptionKind, ImportRow, ParticipantImport, Room, RowState
from models.process.availability import SupervisorCalendar, WorkingHours

if TYPE_CHECKING:
    from models.process import Meeting
    from tests.scene import Scene
    from tests.world import Story, World


def room(world: World, name: str = "Kampus B214", *, people: int | None = 8) -> Room:
    """A room that can be chosen."""
    made = Room(name=name, address="Satamakatu 2", people=people, access="Hissi pääovelta.")
    world.session.add(made)
    world.session.flush()
    return made


def put(world: World, meeting: Meeting, place: Room) -> Booking:
    """The meeting in the room, which it takes."""
    meeting.room = place
    booking = Booking(meeting=meeting, room_id=place.id, starts_at=meeting.starts_at, ends_at=meeting.ends_at)
    world.session.add(booking)
    world.session.flush()
    return booking


def tell(world: World, story: Story, scene: Scene) -> None:
    """A room with the group's next meeting in it, a summer break, and Aino's week with a day away."""
    place, summer = room(world), Closure(first=date(2027, 7, 5), last=date(2027, 7, 18), name="Kesätauko")
    put(world, story.coming, place)
    away = CalendarException(
        person_id=story.aino.id, kind=ExceptionKind.AWAY, starts_at=world.now + timedelta(days=9), ends_at=world.now + timedelta(days=10)
    )
    week = [WorkingHours(person_id=story.aino.id, weekday=day, from_minute=540, until_minute=960) for day in range(5)]
    world.session.add_all([summer, away, SupervisorCalendar(person_id=story.aino.id, capacity=3), *week])
    world.session.flush()
    imported = ParticipantImport(engagement=story.group, made_by=story.outi, filename="ryhma.csv", source="pretix", created_at=world.now)
    imported.rows = [
        ImportRow(line=2, name="Uusi Tulija", email="uusi@demo.example", standing="employee", state=RowState.NEW),
        ImportRow(line=3, name="", email="ei osoite", state=RowState.FAULTY, fault="email_malformed"),
    ]
    world.session.add(imported)
    world.session.flush()
    scene.ids |= {"participant-imports": imported.id, "rooms": place.id, "closures": summer.id, "calendar-exceptions": away.id}
    of_aino = ("availabilities.edit", "availabilities.update", "calendar_exceptions.new", "calendar_exceptions.create")
    scene.special |= {endpoint: {"people": story.aino.id} for endpoint in of_aino}
