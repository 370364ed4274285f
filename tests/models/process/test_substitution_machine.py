"""Swaps in any order never break the seats: one person on each chair, nobody on two, payers untouched, refusals without effect."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from models.base import DomainError
from models.people import Person
from models.process import Extent, Meeting, Participation, PayerKind, Roster, Seat, Stay, Substitution, SubstitutionState, Wish, members_of
from tests.world import World, memory

PEOPLE = ["Noora Heikura", "Päivi Lahdes", "Joonas Rinne", "Saana Lehtovirta"]
SEATS, MEETINGS = 2, 2  # few, so that the same chairs change hands again and again
ANY = st.integers(0, 99)


class Swaps(RuleBasedStateMachine):
    """Two seats, two meetings, four people, one supervisor; ``chairs`` is what the story so far means, kept by hand."""

    @initialize()
    def begin(self) -> None:
        self.context = memory()
        self.session = self.context.__enter__()
        world = World(self.session)
        self.now = world.now
        self.supervisor = world.supervisor("Aino Rautaharju")
        self.people = [world.person(name) for name in PEOPLE]
        self.group = world.engagement("Ryhmä")
        world.assign(self.group, self.supervisor)
        employer = world.organisation("Lokkirannan kotihoito")
        for person, organisation in zip(self.people[:SEATS], (employer, None), strict=True):
            world.member(self.group, person, organisation)
        self.meetings = [world.meeting(self.group, self.now + timedelta(hours=8 * (n + 1)), minutes=60) for n in range(MEETINGS)]
        self.seats = [seat.id for seat in self.session.scalars(select(Seat))]
        self.payers = self._payers()
        self.chairs = self._seated()
        self.session.commit()

    def teardown(self) -> None:
        self.context.__exit__(None, None, None)

    @rule(place=ANY, person=ANY, meeting=ANY, extent=st.sampled_from(Extent), answered=st.sampled_from([True, True, False]))
    def ask_now(self, place: int, person: int, meeting: int, extent: Extent, *, answered: bool) -> None:
        """Somebody who sits at a coming meeting names somebody without a place of their own, who may answer at once."""
        coming = [m for m in self.meetings if m.starts_at >= self.now][: 1 if extent is Extent.REST else MEETINGS]
        if not coming:
            return
        chosen = coming[meeting % len(coming)]
        seated = self.session.scalars(members_of(chosen)).all()
        members = {p.person for p in self._participations() if p.stay is Stay.REGULAR and p.is_current}
        free = [p for p in self.people if p not in members]
        swap = self._ask(seated[place % SEATS], free[person % len(free)], chosen, extent)
        if swap is not None and answered:
            self._accept(swap)

    @rule(place=ANY, person=ANY, meeting=ANY, extent=st.sampled_from(Extent), hours_ago=st.integers(-1, 12))
    def ask_somehow(self, place: int, person: int, meeting: int, extent: Extent, hours_ago: int) -> None:
        """Anybody who ever sat names a substitute for any meeting, by an e-mail that is typed in later."""
        participations = self.session.scalars(select(Participation).order_by(Participation.id)).all()
        outgoing = participations[place % len(participations)]
        received = self.now - timedelta(hours=hours_ago)
        self._ask(outgoing, self.people[person % len(self.people)], self.meetings[meeting % MEETINGS], extent, received)

    @rule(pick=ANY)
    def accept(self, pick: int) -> None:
        swap = self._pick(pick, SubstitutionState.OFFERED)
        if swap is not None:
            self._accept(swap)

    @rule(pick=ANY, end=st.sampled_from(["decline", "retract", "expire"]))
    def end(self, pick: int, end: str) -> None:
        swap = self._pick(pick, SubstitutionState.OFFERED)
        if swap is None:
            return
        acts: dict[str, Callable[[], None]] = {
            "decline": lambda: swap.decline(now=self.now),
            "retract": lambda: swap.retract(by=swap.requested_by, now=self.now),
            "expire": lambda: swap.expire(now=self.now),
        }
        try:
            acts[end]()
        except DomainError:
            self._nothing_changed()
        self.session.commit()

    @rule(pick=ANY)
    def refuse(self, pick: int) -> None:
        """The supervisor undoes a swap: the chairs ahead go back, as far as the newcomer still sits on them."""
        swap = self._pick(pick, SubstitutionState.EFFECTIVE)
        if swap is None:
            return
        leaver, newcomer = swap.outgoing, swap.substitute.name
        before = {p.id for p in self._participations() if p.is_current}
        try:
            swap.refuse(Roster.load(self.session, self.group.id), by=self.supervisor, now=self.now)
        except DomainError as refusal:
            event(f"refused: {refusal.code}")
            self._nothing_changed()
            return
        event(f"refused: {swap.extent}")
        self.session.commit()
        ended = [p for p in self._participations() if p.id in before and not p.is_current]
        assert len(ended) <= 1
        assert all(p.person.name == newcomer and p.seat_id == leaver.seat_id for p in ended)
        for meeting in self.meetings:
            concerned = meeting.starts_at > self.now if swap.is_for_the_rest else meeting is swap.meeting
            chair = (leaver.seat_id, meeting.id)
            if concerned and self.chairs[chair] == newcomer:
                self.chairs[chair] = self._expected_after_refusal(swap, meeting, newcomer)

    @rule(hours=st.integers(1, 3))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def one_person_on_each_chair(self) -> None:
        if not hasattr(self, "chairs"):
            return
        assert self._seated() == self.chairs
        for meeting in self.meetings:
            names = [self.chairs[seat, meeting.id] for seat in self.seats]
            assert len(set(names)) == SEATS, "somebody sits on two chairs"

    @invariant()
    def seats_and_payers_are_untouched(self) -> None:
        if not hasattr(self, "chairs"):
            return
        assert self._payers() == self.payers
        regular = [p for p in self._participations() if p.stay is Stay.REGULAR and p.is_current]
        assert sorted(p.seat_id for p in regular) == self.seats, "I3, I5: one current member for each seat"
        assert len({p.person_id for p in regular}) == SEATS
        assert self.supervisor.id not in {p.person_id for p in self._participations()}
        assert all(p.organisation_id == self.payers[p.seat_id][1] for p in self._participations())

    @invariant()
    def a_chair_is_offered_once(self) -> None:
        if not hasattr(self, "chairs"):
            return
        offered = self._swaps(SubstitutionState.OFFERED)
        for one in offered:
            assert one.substitute is not one.outgoing.person
            for other in offered:
                same_seat = one is not other and one.outgoing.seat_id == other.outgoing.seat_id
                assert not (same_seat and one.concerns(other.extent, other.meeting)), "I4"

    def _ask(
        self, outgoing: Participation, substitute: Person, meeting: Meeting, extent: Extent, received: datetime | None = None
    ) -> Substitution | None:
        wish = Wish(substitute, substitute.name, extent, meeting, mail_received_at=received)
        try:
            swap = Substitution.request(Roster.load(self.session, self.group.id), outgoing, wish, by=outgoing.person, now=self.now)
        except DomainError as refusal:
            event(f"asked: {refusal.code}")
            self._nothing_changed()
            return None
        event(f"asked: {extent}")
        self.session.add(swap)
        self.session.commit()
        return swap

    def _accept(self, swap: Substitution) -> None:
        leaver, at = swap.outgoing, min(self.now, swap.meeting.starts_at)
        try:
            swap.accept(Roster.load(self.session, self.group.id), now=self.now)
        except DomainError as refusal:
            event(f"accepted: {refusal.code}")
            self._nothing_changed()
            return
        event(f"accepted: {swap.extent}")
        self.session.commit()
        for meeting in self.meetings:
            concerned = meeting.starts_at >= at if swap.is_for_the_rest else meeting is swap.meeting
            chair = (leaver.seat_id, meeting.id)
            if concerned and self.chairs[chair] == leaver.person.name:
                self.chairs[chair] = swap.substitute.name

    def _expected_after_refusal(self, swap: Substitution, meeting: Meeting, newcomer: str) -> str:
        """The leaver again; for one meeting lent by a member, whoever is the member now."""
        if swap.is_for_the_rest or swap.outgoing.stay is Stay.ONE_MEETING:
            guests = [p for p in self._participations() if p.meeting_id == meeting.id and p.person.name == newcomer and p.is_current]
            return newcomer if swap.is_for_the_rest and guests else swap.outgoing.person.name
        seat = swap.outgoing.seat_id
        return next(p.person.name for p in self._participations() if p.seat_id == seat and p.stay is Stay.REGULAR and p.is_current)

    def _participations(self) -> list[Participation]:
        return list(self.session.scalars(select(Participation)))

    def _seated(self) -> dict[tuple[int, int], str]:
        return {(p.seat_id, m.id): p.person.name for m in self.meetings for p in self.session.scalars(members_of(m))}

    def _payers(self) -> dict[int, tuple[PayerKind, int | None, int | None]]:
        seats = self.session.scalars(select(Seat)).all()
        return {s.id: (s.payer_kind, s.payer_organisation_id, s.payer_person_id) for s in seats}

    def _swaps(self, state: SubstitutionState) -> list[Substitution]:
        return list(self.session.scalars(select(Substitution).where(Substitution.state == state).order_by(Substitution.id)))

    def _pick(self, pick: int, state: SubstitutionState) -> Substitution | None:
        """One of them; the newest when the number is even, so that undoing is tried on what can be undone."""
        swaps = self._swaps(state)
        return swaps[-1 if pick % 2 == 0 else pick % len(swaps)] if swaps else None

    def _nothing_changed(self) -> None:
        assert not self.session.new
        assert not self.session.dirty
        assert not self.session.deleted


Swaps.TestCase.settings = settings(
    max_examples=500 if os.environ.get("PEILI_TORTURE") else 25,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
test_swaps = pytest.mark.filterwarnings("ignore::ResourceWarning")(Swaps.TestCase)
