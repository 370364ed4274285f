"""The provider's numbers against the story: what a period, a form and a sector leave in."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from models.process import EngagementState, Form, Mark, report
from models.process.hour_log import Total, given_totals, together
from models.process.moving import Ending
from models.process.report import Meetings, Processes, Scope
from tests.world import Story, World

CARE, ENDED = "hoiva-ala", EngagementState.COMPLETED


def finished(world: World, story: Story) -> None:
    """A work community of Lokkiranta that ended fifty days ago: one meeting held, one nobody came to, one cancelled."""
    story.lokkiranta.sector = CARE
    past = world.engagement("Tiimi", Form.COMMUNITY, organisation=story.lokkiranta)
    past.created_at = world.now - timedelta(days=90)
    world.assign(past, story.mikael)
    seat = world.member(past, story.joonas, story.lokkiranta)
    days = [world.now - timedelta(days=days, hours=3) for days in (80, 70, 60)]
    held, missed, cancelled = (world.meeting(past, day) for day in days)
    world.hold(held, {seat: Mark.LATE})
    missed.cancelled_at, missed.ending = missed.ends_at, Ending.NO_SHOW
    cancelled.cancelled_at, cancelled.ending = cancelled.starts_at, Ending.IN_TIME
    past.end(ENDED, evaluated=True, now=world.now - timedelta(days=50))
    world.session.flush()


def numbers(session: Session, scope: Scope) -> dict[tuple[Form, EngagementState, str], int]:
    return {(row.form, row.state, row.sector): row.number for row in report.processes(session, scope)}


GOING_ON = {(Form.GROUP, EngagementState.ACTIVE, ""): 1, (Form.INDIVIDUAL, EngagementState.ACTIVE, ""): 1}
OVER = {(Form.COMMUNITY, ENDED, CARE): 1}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), GOING_ON | OVER),
        (Scope(form=Form.COMMUNITY), OVER),
        (Scope(sector=CARE), OVER),
        (Scope(sector=""), GOING_ON),
        (Scope(sector="metsäala"), {}),
        (Scope(form=Form.GROUP, sector=CARE), {}),
        (Scope(first=date(2026, 10, 5)), GOING_ON),  # it ended on the fourth
        (Scope(first=date(2026, 10, 4), last=date(2026, 10, 4)), GOING_ON | OVER),
        (Scope(last=date(2026, 8, 14)), {}),
    ],
    ids=str,
)
def test_processes_of_a_scope(
    session: Session, world: World, story: Story, scope: Scope, expected: dict[tuple[Form, EngagementState, str], int]
) -> None:
    finished(world, story)
    assert numbers(session, scope) == expected


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), {Form.GROUP: Meetings(3, 2), Form.COMMUNITY: Meetings(1, 0, 1, 1), Form.INDIVIDUAL: Meetings(0, 1)}),
        (Scope(sector=CARE), {Form.COMMUNITY: Meetings(1, 0, 1, 1)}),
        (Scope(form=Form.GROUP, last=date(2026, 9, 30)), {Form.GROUP: Meetings(2)}),
        (Scope(first=date(2026, 9, 10), form=Form.COMMUNITY), {Form.COMMUNITY: Meetings(0, 0, 1, 1)}),
    ],
    ids=str,
)
def test_meetings_of_a_scope(session: Session, world: World, story: Story, scope: Scope, expected: dict[Form, Meetings]) -> None:
    finished(world, story)
    assert report.meetings(session, scope) == expected


def test_hours_of_a_pair_are_given_twice_and_held_once(session: Session, world: World, story: Story) -> None:
    finished(world, story)
    hours = report.hours(session, Scope())
    assert {form: total.minutes for form, total in hours.items()} == {Form.GROUP: 270, Form.COMMUNITY: 90}
    assert report.hours(session, Scope(sector="")) == {Form.GROUP: Total(3, 270)}
    given = {key: together(forms.values()).minutes for key, forms in given_totals(session, Scope(sector=CARE)).items()}
    assert given == {story.mikael.id: 90}


def test_supervisors_are_those_of_the_role_and_those_who_gave(session: Session, world: World, story: Story) -> None:
    finished(world, story)
    for grant in story.mikael.grants:
        grant.revoked_at, grant.revoked_by_id = world.now, story.jaana.id
    session.flush()
    everywhere, elsewhere = (set(session.scalars(report.supervisors(scope))) for scope in (Scope(), Scope(sector="metsäala")))
    assert (everywhere, elsewhere) == ({story.aino, story.mikael}, {story.aino})


def test_sectors_are_those_of_clients_that_have_ordered(session: Session, world: World, story: Story) -> None:
    story.kuusikko.sector = "ohjelmistoala"
    finished(world, story)
    assert report.sectors(session) == [CARE]


def test_each_number_is_one_statement(session: Session, world: World, story: Story) -> None:
    finished(world, story)
    seen: list[str] = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _cursor, said, *_rest: seen.append(said))
    for ask in (report.processes, report.meetings, report.hours):
        ask(session, Scope(form=Form.GROUP, sector=""))
    assert len(seen) == 3


def test_a_row_says_what_it_counts(session: Session, world: World, story: Story) -> None:
    finished(world, story)
    assert report.processes(session, Scope(sector=CARE)) == [Processes(Form.COMMUNITY, ENDED, CARE, 1)]
