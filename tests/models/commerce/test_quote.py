"""The state machine of a quote as a table, what stands in the way of sending, and sums that add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import DomainError
from models.base.local_time import to_local
from models.commerce.pricing import Totals, gross_by_line
from models.commerce.quote import Employer, EmployerApproval, Quote, QuoteState
from models.people import Person
from models.process import AssignmentKind, Form
from tests.market.quotes import Quotes, a_text
from tests.world import NOW, Story, World, memory

Verb = Callable[[Quote, Person], object]
AFTERWARDS = NOW + timedelta(days=60)

VERBS: dict[str, Verb] = {
    "write": lambda quote, _who: quote.demand_draft(),
    "send": lambda quote, who: quote.send(a_text(quote), to=who, others=[], now=NOW),
    "accept": lambda quote, who: quote.accept(by=who, by_link=True, employer=Employer.NOT_ASKED, now=NOW),
    "decline": lambda quote, who: quote.decline("Liian kallis", by=who, by_link=True, now=NOW),
    "ask_change": lambda quote, _who: quote.ask_change("Kuusi kertaa", now=NOW),
    "renew": lambda quote, who: quote.renewed(others=[], by=who, valid_until=quote.valid_until, now=NOW),
    "expire": lambda quote, _who: quote.expire(now=AFTERWARDS),
}
# What each verb comes to in each state: the state afterwards, or the refusal's code.
TABLE = {
    #              draft          sent           accepted          declined          expired          superseded
    "write":      ("draft",       "quote.sent",  "quote.accepted", "quote.declined", "quote.expired", "quote.superseded"),
    "send":       ("sent",        "quote.sent",  "quote.accepted", "quote.declined", "quote.expired", "quote.superseded"),
    "accept":     ("quote.draft", "accepted",    "quote.accepted", "quote.declined", "quote.expired", "quote.superseded"),
    "decline":    ("quote.draft", "declined",    "quote.accepted", "quote.declined", "quote.expired", "quote.superseded"),
    "ask_change": ("quote.draft", "sent",        "quote.accepted", "quote.declined", "quote.expired", "quote.superseded"),
    "renew":      ("quote.draft", "sent",        "quote.accepted", "declined",       "expired",       "quote.superseded"),
    "expire":     ("quote.draft", "expired",     "quote.accepted", "quote.declined", "quote.expired", "quote.superseded"),
}  # fmt: skip


def refused(act: Callable[[], object]) -> str | None:
    """The code of the refusal, if it was one."""
    try:
        act()
    except DomainError as refusal:
        return refusal.code
    return None


@dataclass
class Desk:
    quotes: Quotes
    story: Story

    def in_state(self, state: QuoteState) -> Quote:
        if state is QuoteState.DRAFT:
            return self.quotes.draft()
        quote = self.quotes.sent()
        if state is not QuoteState.SENT:
            quote.move(state, now=NOW)
        return quote


@pytest.fixture
def desk() -> Iterator[Desk]:
    with memory() as session:
        world = World(session)
        story = world.story()
        yield Desk(Quotes(world, story), story)


@pytest.mark.parametrize(
    ("verb", "state", "outcome"), [(verb, state, row[place]) for verb, row in TABLE.items() for place, state in enumerate(QuoteState)]
)
def test_every_verb_in_every_state(desk: Desk, verb: str, state: QuoteState, outcome: str) -> None:
    quote = desk.in_state(state)
    refusal = refused(lambda: VERBS[verb](quote, desk.story.antti))
    assert (refusal or quote.state) == outcome
    assert refusal is None or quote.state is state
    desk.quotes.world.session.flush()


@pytest.mark.parametrize("verb", ["accept", "decline", "ask_change"])
def test_nobody_answers_after_the_last_day(desk: Desk, verb: str) -> None:
    quote = desk.quotes.sent(valid_until=to_local(NOW).date() - timedelta(days=1))
    with pytest.raises(DomainError) as refusal:
        VERBS[verb](quote, desk.story.antti)
    assert (refusal.value.code, quote.state) == ("quote.expired", QuoteState.SENT)


def test_the_last_day_ends_at_midnight_in_helsinki(desk: Desk) -> None:
    quote = desk.quotes.sent(valid_until=to_local(NOW).date())
    last = desk.quotes.world.local(quote.valid_until, 23, 59)
    assert not quote.has_lapsed(now=last)
    assert quote.has_lapsed(now=last + timedelta(minutes=1))
    with pytest.raises(DomainError, match="still_valid"):
        quote.expire(now=last)


@pytest.mark.parametrize(
    ("employer", "outcome"),
    [
        (Employer.NOT_ASKED, "accepted"),
        (Employer.APPROVED, "accepted"),
        (Employer.WAITING, "quote.approval_waiting"),
        (Employer.REFUSED, "quote.approval_refused"),
    ],
)
def test_accepting_waits_for_the_employer(desk: Desk, employer: Employer, outcome: str) -> None:
    quote = desk.quotes.sent()
    refusal = refused(lambda: quote.accept(by=desk.story.antti, by_link=False, employer=employer, now=NOW))
    assert (refusal or quote.state) == outcome
    assert refusal is None or quote.state is QuoteState.SENT


def test_what_an_employer_has_said(desk: Desk) -> None:
    quote = desk.quotes.sent()
    assert EmployerApproval.said(quote, None) is Employer.NOT_ASKED
    quote.request = desk.quotes.request(approver_email="esihenkilo@kuusikko.example")
    assert EmployerApproval.said(quote, None) is Employer.WAITING
    asked = EmployerApproval(quote_id=quote.id, approver=desk.story.antti, asked_at=NOW)
    assert EmployerApproval.said(quote, asked) is Employer.WAITING
    asked.answer(yes=True, now=NOW)
    assert EmployerApproval.said(quote, asked) is Employer.APPROVED


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"lines": 0}, "quote.lines_missing"),
        ({"supervisors": False}, "quote.lead_missing"),
        ({"valid_until": to_local(NOW).date() - timedelta(days=1)}, "quote.validity_past"),
        ({"people": 2}, "quote.people_reason_missing"),
        ({"people": 9}, "quote.people_reason_missing"),
        ({"people": 2, "people_reason": "Kaksi muuta tulee keväällä."}, None),
        ({"people": 3}, None),
        ({"people": 6}, None),
        ({"people": None}, None),
        ({"valid_until": to_local(NOW).date()}, None),
    ],
)
def test_what_stands_in_the_way_of_sending(desk: Desk, changes: dict[str, object], code: str | None) -> None:
    quote = desk.quotes.draft(**changes)  # type: ignore[arg-type]  # as the builder takes them
    assert refused(lambda: quote.demand_ready(qualified={desk.story.aino.id}, now=NOW)) == code


def test_a_supervisor_without_a_qualification_needs_a_reason(desk: Desk) -> None:
    quote, petri = desk.quotes.draft(), desk.quotes.world.person("Petri Hakkala")
    with pytest.raises(DomainError, match="supervisor_unverified"):
        quote.offer(petri, AssignmentKind.PAIR, qualified=False)
    quote.offer(petri, AssignmentKind.PAIR, qualified=False, override_reason="Todistus on nähty paperilla.")
    quote.demand_ready(qualified={desk.story.aino.id}, now=NOW)
    with pytest.raises(DomainError, match="supervisor_unverified"):
        quote.demand_ready(qualified=set(), now=NOW)


def test_a_pair_is_two_people_in_two_parts(desk: Desk) -> None:
    quote = desk.quotes.draft()
    with pytest.raises(DomainError, match="supervisor_twice"):
        quote.offer(desk.story.aino, AssignmentKind.PAIR, qualified=True)
    with pytest.raises(DomainError, match="part_taken"):
        quote.offer(desk.story.mikael, AssignmentKind.LEAD, qualified=True)


def test_a_new_version_replaces_the_old_one_when_it_is_sent(desk: Desk) -> None:
    old = desk.quotes.sent(people=9, people_reason="Koko tiimi")
    new = old.renewed(others=[], by=desk.story.outi, valid_until=old.valid_until, now=NOW)
    desk.quotes.world.session.add(new)
    desk.quotes.world.session.flush()
    assert (new.label, new.people_reason, old.state) == (f"{old.number}/2", "Koko tiimi", QuoteState.SENT)
    assert [(line.net_cents, line.meetings) for line in new.lines] == [(line.net_cents, line.meetings) for line in old.lines]
    assert [offered.person for offered in new.supervisors] == [desk.story.aino]
    with pytest.raises(DomainError, match="draft_waiting"):
        old.renewed(others=[new], by=desk.story.outi, valid_until=old.valid_until, now=NOW)
    new.send(a_text(new), to=desk.story.antti, others=[old], now=NOW)
    assert (old.state, new.state) == (QuoteState.SUPERSEDED, QuoteState.SENT)


def test_an_accepted_version_is_not_replaced(desk: Desk) -> None:
    old = desk.quotes.sent()
    new = old.renewed(others=[], by=desk.story.outi, valid_until=old.valid_until, now=NOW)
    old.accept(by=desk.story.antti, by_link=True, employer=Employer.NOT_ASKED, now=NOW)
    with pytest.raises(DomainError, match=r"quote\.accepted"):
        new.send(a_text(new), to=desk.story.antti, others=[old], now=NOW)
    assert new.state is QuoteState.DRAFT


def test_a_crisis_is_called_supervision(desk: Desk) -> None:
    assert desk.quotes.draft(Form.CRISIS).is_neutral
    assert not desk.quotes.draft(Form.GROUP).is_neutral


@dataclass
class Line:
    net_cents: int
    vat_basis_points: int


@pytest.mark.parametrize(
    ("net", "vat", "gross"),
    [(55000, 14025, 69025), (105000, 26775, 131775), (130000, 33150, 163150), (108000, 27540, 135540), (17500, 4463, 21963)],
)
def test_full_prices(net: int, vat: int, gross: int) -> None:
    totals = Totals.of([Line(net, 2550)])
    assert (totals.net_cents, totals.vat_cents, totals.gross_cents) == (net, vat, gross)


@given(st.lists(st.builds(Line, st.integers(0, 10**7), st.sampled_from([0, 1000, 1400, 2550])), max_size=8))
def test_lines_with_tax_add_up_to_the_total(lines: list[Line]) -> None:
    parts, totals = gross_by_line(lines), Totals.of(lines)
    assert sum(parts) == totals.gross_cents == totals.net_cents + totals.vat_cents
    assert all(part >= line.net_cents - 1 for part, line in zip(parts, lines, strict=True))
