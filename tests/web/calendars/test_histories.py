"""Whatever happens to meetings and to who comes: the last that a calendar has heard is the truth, under ever higher numbers."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.process import CalendarSettings, Leaving, Participation, Stay, Titles, members_of
from tests.web.calendars.posting import Calendars, leave
from tests.world import NOW
from web.calendars.choices import chosen_to_change
from web.calendars.telling import keep_engagement_told, keep_person_told, keep_told
from web.extensions import db

if TYPE_CHECKING:
    from models.process import Meeting
    from tests.world import Story

NAMES = ("noora", "ville", "kim", "eero")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("move"), st.integers(1, 20)),
        st.tuples(st.just("place"), st.sampled_from(["B214", "Etelätalo", ""])),
        st.tuples(st.just("cancel"), st.none()),
        st.tuples(st.just("restore"), st.none()),
        st.tuples(st.just("leave"), st.sampled_from(NAMES)),
        st.tuples(st.just("join"), st.sampled_from(NAMES)),
        st.tuples(st.just("swap"), st.sampled_from(NAMES)),
        st.tuples(st.just("back"), st.sampled_from(NAMES)),
        st.tuples(st.just("decline"), st.sampled_from(NAMES)),
        st.tuples(st.just("accept"), st.sampled_from(NAMES)),
        st.tuples(st.just("titles"), st.sampled_from(NAMES)),
        st.tuples(st.just("mail"), st.none()),
    ),
    max_size=14,
)


class History:
    """One meeting and what is done to it and to its people."""

    def __init__(self, story: Story) -> None:
        self.story, self.meeting, self.calendars = story, story.coming, Calendars()

    def do(self, step: str, what: object) -> None:
        """One step, told in the same transaction."""
        getattr(self, step)(what)
        if step != "mail":
            keep_engagement_told(self.meeting.engagement_id, now=NOW)

    def move(self, hours: int) -> None:
        self.meeting.starts_at += timedelta(hours=hours)
        self.meeting.ends_at += timedelta(hours=hours)
        self.meeting.sequence += 1

    def place(self, place: str) -> None:
        self.meeting.place = place

    def cancel(self, _: None) -> None:
        self.meeting.cancelled_at, self.meeting.sequence = NOW, self.meeting.sequence + 1

    def restore(self, _: None) -> None:
        self.meeting.cancelled_at, self.meeting.sequence = None, self.meeting.sequence + 1

    def leave(self, name: str) -> None:
        seat = self.story.seats[name]
        for stay in self._stays(seat, Stay.REGULAR):
            stay.leave(Leaving.LEFT, now=NOW)

    def join(self, name: str) -> None:
        seat = self.story.seats[name]
        if not self._stays(seat, Stay.REGULAR):
            self._sit(seat, seat.person_id, Stay.REGULAR)

    def swap(self, name: str) -> None:
        seat = self.story.seats[name]
        if not self._stays(seat, Stay.ONE_MEETING) and not self._comes(self.story.joonas.id):
            self._sit(seat, self.story.joonas.id, Stay.ONE_MEETING)

    def back(self, name: str) -> None:
        for stay in self._stays(self.story.seats[name], Stay.ONE_MEETING):
            stay.leave(Leaving.REPLACED, now=NOW)

    def decline(self, name: str) -> None:
        self._choose(name, invitations=False)

    def accept(self, name: str) -> None:
        self._choose(name, invitations=True)

    def titles(self, name: str) -> None:
        self._choose(name, titles=Titles.FULL)

    def mail(self, _: None) -> None:
        self.calendars.take(leave(now=NOW))

    def _choose(self, name: str, **wishes: object) -> None:
        person = self.story.seats[name].person
        settings = chosen_to_change(person)
        for wish, value in wishes.items():
            setattr(settings, wish, value)
        keep_person_told(person, now=NOW)

    def _stays(self, seat: Participation, stay: Stay) -> list[Participation]:
        query = select(Participation).where(
            Participation.seat_id == seat.seat_id, Participation.left_at.is_(None), Participation.stay == stay
        )
        return list(db.session.scalars(query))

    def _comes(self, person_id: int) -> bool:
        return any(member.person_id == person_id for member in db.session.scalars(members_of(self.meeting)))

    def _sit(self, seat: Participation, person_id: int, stay: Stay) -> None:
        meeting_id = self.meeting.id if stay is Stay.ONE_MEETING else None
        parts = {"standing": seat.standing, "stay": stay, "joined_at": NOW, "meeting_id": meeting_id}
        db.session.add(Participation(engagement_id=seat.engagement_id, seat_id=seat.seat_id, person_id=person_id, **parts))
        db.session.flush()

    def shown(self, meeting: Meeting) -> dict[int, Any]:
        """The meeting as each person's calendar shows it."""
        return {person_id: event for (person_id, uid), event in self.calendars.shown.items() if uid == f"{meeting.uid}@peili"}

    def should_come(self) -> set[int]:
        """Who should have the meeting in the calendar, said in another way than the product does."""
        if self.meeting.cancelled_at is not None:
            return set()
        coming = {member.person_id for member in db.session.scalars(members_of(self.meeting))} | {self.story.aino.id}
        return coming - set(db.session.scalars(select(CalendarSettings.person_id).where(~CalendarSettings.invitations)))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=STEPS)
def test_the_last_word_is_the_truth(inside: Story, steps: list[tuple[str, object]]) -> None:
    with db.session.begin_nested() as attempt:
        history = History(inside)
        keep_told([inside.coming], now=NOW)
        for step, what in [*steps, ("mail", None)]:
            history.do(step, what)
        shown = history.shown(inside.coming)
        assert shown.keys() == history.should_come()
        for event in shown.values():
            assert (event["DTSTART"].dt, event["DTEND"].dt) == (inside.coming.starts_at, inside.coming.ends_at)
            assert event.get("LOCATION", "") == inside.coming.place
        for numbers in history.calendars.heard.values():
            assert numbers == sorted(set(numbers)), "each number is higher than the one before"
        attempt.rollback()
    db.session.expire_all()
