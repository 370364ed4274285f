"""A crisis case: its state machine as a table, its clocks, its pair and its series."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from models.base.forms import Form
from models.commerce.catalogue import ServiceSettings
from models.commerce.crisis import (
    Assessment,
    CaseMoved,
    CrisisCase,
    CrisisState,
    CrisisSupervisor,
    MeetingInPast,
    NotCrisisEngagement,
    NotQualified,
    NotTheirCase,
    SamePersonTwice,
    SeriesWarning,
    SingleReason,
    SingleReasonMissing,
    SupervisorsMissing,
)
from models.commerce.request import Background, CrisisTarget, QuoteRequest, RequestMoved, RequestState
from models.people import Person
from models.process import Engagement
from tests.world import NOW

S = CrisisState
AINO, TUULI, MIKAEL = (Person(id=key, name=name) for key, name in ((1, "Aino"), (2, "Tuuli"), (3, "Mikael")))
QUALIFIED = (1, 2, 3)
SETTINGS = ServiceSettings(crisis_answer_hours=24, crisis_offer_hours=48, crisis_days=14, crisis_fewest=2, crisis_most=4)


def case_in(state: CrisisState) -> CrisisCase:
    asked = QuoteRequest(state=RequestState.NEW if state is S.REPORTED else RequestState.TRIAGED, form=Form.CRISIS)
    pair = [CrisisSupervisor(person=person, person_id=person.id, position=place) for place, person in enumerate((AINO, TUULI))]
    early = state in {S.REPORTED, S.TRIAGED}
    return CrisisCase(state=state, state_since=NOW - timedelta(hours=1), request=asked, supervisors=[] if early else pair)


VERBS: dict[str, Callable[[CrisisCase], None]] = {
    "triage": lambda case: case.triage(now=NOW),
    "assign": lambda case: case.assign([AINO, TUULI], QUALIFIED, None, now=NOW),
    "offer": lambda case: case.offer(NOW + timedelta(hours=20), now=NOW),
    "run": lambda case: case.run(Engagement(form=Form.CRISIS), now=NOW),
    "assess": lambda case: case.assess(Assessment.CONTINUE, by=AINO, now=NOW),
    "close": lambda case: case.close(now=NOW),
    "go_on": lambda case: case.go_on(now=NOW),
}
ALLOWED: dict[tuple[CrisisState, str], CrisisState] = {
    (S.REPORTED, "triage"): S.TRIAGED,
    (S.TRIAGED, "assign"): S.PAIR_ASSIGNED,
    (S.PAIR_ASSIGNED, "assign"): S.PAIR_ASSIGNED,
    (S.FIRST_OFFERED, "assign"): S.FIRST_OFFERED,
    (S.PAIR_ASSIGNED, "offer"): S.FIRST_OFFERED,
    (S.FIRST_OFFERED, "offer"): S.FIRST_OFFERED,
    (S.FIRST_OFFERED, "run"): S.RUNNING,
    (S.RUNNING, "assess"): S.ASSESSED,
    (S.ASSESSED, "close"): S.CLOSED,
    (S.ASSESSED, "go_on"): S.CONTINUED,
    (S.CONTINUED, "go_on"): S.CONTINUED,
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_in_every_state(state: CrisisState, verb: str) -> None:
    case = case_in(state)
    leads_to = ALLOWED.get((state, verb))
    if leads_to is None:
        with pytest.raises(CaseMoved):
            VERBS[verb](case)
    else:
        VERBS[verb](case)
    assert case.state is (leads_to or state)
    assert case.state_since == (NOW if leads_to and leads_to is not state else NOW - timedelta(hours=1))


def test_taking_the_case_on_takes_the_request_on() -> None:
    case = case_in(S.REPORTED)
    case.triage(now=NOW)
    assert (case.triaged_at, case.request.state) == (NOW, RequestState.TRIAGED)


def test_a_request_that_is_spam_takes_its_case_nowhere() -> None:
    case = case_in(S.REPORTED)
    case.request.mark_spam(now=NOW)
    with pytest.raises(RequestMoved):
        case.triage(now=NOW)
    assert case.state is S.REPORTED


@pytest.mark.parametrize(
    ("people", "reason", "refusal"),
    [
        ([], None, SupervisorsMissing),
        ([AINO, TUULI, MIKAEL], None, SupervisorsMissing),
        ([AINO, AINO], None, SamePersonTwice),
        ([AINO], None, SingleReasonMissing),
        ([AINO, Person(id=9, name="Joku")], None, NotQualified),
    ],
)
def test_who_cannot_supervise_is_refused(people: list[Person], reason: SingleReason | None, refusal: type[Exception]) -> None:
    case = case_in(S.TRIAGED)
    with pytest.raises(refusal):
        case.assign(people, QUALIFIED, reason, now=NOW)
    assert (case.state, case.supervisors) == (S.TRIAGED, [])


def test_one_supervisor_has_a_reason_and_a_pair_has_none() -> None:
    case = case_in(S.TRIAGED)
    case.assign([AINO], QUALIFIED, SingleReason.NOBODY_FREE, now=NOW)
    assert case.single_reason is SingleReason.NOBODY_FREE
    case.assign([MIKAEL, AINO], QUALIFIED, SingleReason.NOBODY_FREE, now=NOW)
    assert [(each.person.name, each.position) for each in case.supervisors] == [("Mikael", 0), ("Aino", 1)]
    assert case.single_reason is None


def test_a_time_that_has_gone_is_not_offered_and_a_second_offer_keeps_the_clock() -> None:
    case = case_in(S.PAIR_ASSIGNED)
    with pytest.raises(MeetingInPast):
        case.offer(NOW, now=NOW)
    case.offer(NOW + timedelta(hours=20), now=NOW)
    case.offer(NOW + timedelta(hours=30), now=NOW + timedelta(hours=2))
    assert (case.first_offered_at, case.first_meeting_at) == (NOW, NOW + timedelta(hours=30))


def test_only_crisis_supervision_is_the_series_and_only_its_supervisors_assess() -> None:
    case = case_in(S.FIRST_OFFERED)
    with pytest.raises(NotCrisisEngagement):
        case.run(Engagement(form=Form.GROUP), now=NOW)
    case.run(Engagement(form=Form.CRISIS), now=NOW)
    with pytest.raises(NotTheirCase):
        case.assess(Assessment.NOTHING_MORE, by=MIKAEL, now=NOW)
    case.assess(Assessment.OCCUPATIONAL_HEALTH, by=TUULI, now=NOW)
    assert (case.assessment, case.assessed_by_id, case.assessed_at) == (Assessment.OCCUPATIONAL_HEALTH, 2, NOW)


# Friday 16.10, and the evenings before both changes of the clocks in Helsinki: 28.3.2027 at 3 and 31.10.2027 at 4.
@pytest.mark.parametrize(
    "reported",
    [
        datetime(2026, 11, 20, 14, 10, tzinfo=UTC),
        datetime(2027, 3, 27, 14, 10, tzinfo=UTC),
        datetime(2027, 10, 30, 13, 10, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    ],
)
def test_the_clocks_count_hours_that_really_pass(reported: datetime) -> None:
    case = CrisisCase.report(QuoteRequest(state=RequestState.NEW), Background.ACCIDENT, CrisisTarget.TEAM, SETTINGS, now=reported)
    assert case.left(now=reported) == timedelta(hours=24)
    assert case.left(now=reported + timedelta(hours=24)) == timedelta()
    assert case.left(now=reported + timedelta(hours=25)) == -timedelta(hours=1)
    case.triage(now=reported + timedelta(hours=2))
    assert case.left(now=reported + timedelta(hours=2)) == timedelta(hours=46)
    case.assign([AINO, TUULI], QUALIFIED, None, now=reported + timedelta(hours=3))
    assert case.due_at == reported + timedelta(hours=48)
    case.offer(reported + timedelta(hours=40), now=reported + timedelta(hours=4))
    assert case.left(now=reported + timedelta(days=9)) is None


START = datetime(2026, 11, 24, 7, tzinfo=UTC)
TOO_FEW, TOO_MANY, TOO_LONG = SeriesWarning.TOO_FEW, SeriesWarning.TOO_MANY, SeriesWarning.TOO_LONG


@pytest.mark.parametrize(
    ("days", "warnings"),
    [
        ([], (TOO_FEW,)),
        ([0], (TOO_FEW,)),
        ([0, 5], ()),
        ([0, 5, 10], ()),
        ([0, 5, 10, 14], ()),
        ([10, 0, 5], ()),
        ([0, 15], (TOO_LONG,)),
        ([0, 3, 6, 9, 12], (TOO_MANY,)),
        ([0, 3, 6, 9, 20], (TOO_MANY, TOO_LONG)),
    ],
)
def test_a_series_is_compact(days: list[int], warnings: tuple[SeriesWarning, ...]) -> None:
    assert CrisisCase.check_series([START + timedelta(days=day) for day in days], SETTINGS) == warnings


def test_days_of_a_series_are_counted_by_the_calendar_of_helsinki() -> None:
    first = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # 24.11. at 0.30
    assert CrisisCase.check_series([first, datetime(2026, 12, 8, 21, 59, tzinfo=UTC)], SETTINGS) == ()
    assert CrisisCase.check_series([first, datetime(2026, 12, 8, 22, 0, tzinfo=UTC)], SETTINGS) == (TOO_LONG,)
