"""A request for a quote: its state machine as a table, its way to an account manager, and what a crisis never keeps."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models.base import DomainError
from models.base.forms import Form
from models.base.sorting import search_key
from models.commerce.catalogue import AccountManager, Sector
from models.commerce.request import (
    AlreadyTheirs,
    Answers,
    ClosingReason,
    QuoteRequest,
    ReasonInWords,
    ReasonMissing,
    RequestDraft,
    RequestMoved,
    RequestState,
    Routing,
    StartsTooSoon,
)
from models.people import Person, Role
from tests.market import requests
from tests.world import NOW, World

S = RequestState
OTHER = AccountManager(id=99)
VERBS: dict[str, Callable[[QuoteRequest], None]] = {
    "triage": lambda asked: asked.triage(now=NOW),
    "quoted": lambda asked: asked.quoted(now=NOW),
    "win": lambda asked: asked.win(now=NOW),
    "lose": lambda asked: asked.lose("Liian kallis.", now=NOW),
    "decline": lambda asked: asked.decline("Ei meille.", now=NOW),
    "mark_spam": lambda asked: asked.mark_spam(now=NOW),
    "unmark_spam": lambda asked: asked.unmark_spam(now=NOW),
    "hand_over": lambda asked: asked.hand_over(OTHER),
}
# Where each verb leads from each state; everything that is not here is refused.
ALLOWED: dict[tuple[RequestState, str], RequestState] = {
    (S.NEW, "triage"): S.TRIAGED,
    (S.NEW, "mark_spam"): S.SPAM,
    (S.NEW, "hand_over"): S.NEW,
    (S.TRIAGED, "quoted"): S.QUOTED,
    (S.TRIAGED, "decline"): S.DECLINED,
    (S.TRIAGED, "hand_over"): S.TRIAGED,
    (S.QUOTED, "quoted"): S.QUOTED,
    (S.QUOTED, "win"): S.WON,
    (S.QUOTED, "lose"): S.LOST,
    (S.QUOTED, "hand_over"): S.QUOTED,
    (S.SPAM, "unmark_spam"): S.NEW,
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_in_every_state(state: RequestState, verb: str) -> None:
    asked = QuoteRequest(state=state, state_since=NOW - timedelta(days=1), form=Form.GROUP, closing_reason="")
    leads_to = ALLOWED.get((state, verb))
    if leads_to is None:
        with pytest.raises(RequestMoved) as refusal:
            VERBS[verb](asked)
        assert refusal.value.params == {"state": state}
    else:
        VERBS[verb](asked)
    assert asked.state is (leads_to or state)
    assert asked.state_since == (NOW if leads_to and leads_to is not state else NOW - timedelta(days=1))


@pytest.mark.parametrize("verb", ["lose", "decline"])
def test_closing_needs_a_reason_and_of_a_crisis_a_coded_one(verb: str) -> None:
    state = S.QUOTED if verb == "lose" else S.TRIAGED
    for form, reason, refusal in (
        (Form.GROUP, "", ReasonMissing),
        (Form.CRISIS, "", ReasonMissing),
        (Form.CRISIS, "Kuolema töissä", ReasonInWords),
        (Form.CRISIS, ClosingReason.OTHER_HELP.value, None),
    ):
        asked = QuoteRequest(state=state, state_since=NOW, form=form, closing_reason="")
        if refusal is None:
            getattr(asked, verb)(reason, now=NOW)
            assert asked.closing_reason == reason
        else:
            with pytest.raises(refusal):
                getattr(asked, verb)(reason, now=NOW)
            assert (asked.state, asked.closing_reason) == (state, "")


def test_handing_over_to_the_same_colleague_is_refused() -> None:
    asked = QuoteRequest(state=S.NEW, account_manager=OTHER, routing=Routing.SECTOR)
    with pytest.raises(AlreadyTheirs):
        asked.hand_over(OTHER)
    assert asked.routing is Routing.SECTOR


CARE, SCHOOL, FOREST = (Sector(id=number, name={"fi": name}, position=number) for number, name in enumerate(("Hoiva", "Koulu", "Metsä")))


def card(key: int, *sectors: Sector, fallback: bool = False, gone: bool = False, closed: bool = False) -> AccountManager:
    person = Person(deactivated_at=NOW if closed else None)
    return AccountManager(id=key, person=person, sectors=list(sectors), is_fallback=fallback, retired_at=NOW if gone else None)


@pytest.mark.parametrize(
    ("sector", "cards", "expected"),
    [
        (CARE, [card(1, CARE), card(2, SCHOOL)], (1, Routing.SECTOR)),
        (SCHOOL, [card(1, CARE), card(2, SCHOOL, CARE)], (2, Routing.SECTOR)),
        (CARE, [card(2, CARE), card(1, CARE)], (1, Routing.SECTOR)),
        (CARE, [card(1, CARE, gone=True), card(2, fallback=True)], (2, Routing.FALLBACK)),
        (CARE, [card(1, CARE, closed=True), card(2, fallback=True)], (2, Routing.FALLBACK)),
        (FOREST, [card(1, CARE), card(2, SCHOOL, fallback=True)], (2, Routing.FALLBACK)),
        (None, [card(1, CARE), card(2, fallback=True)], (2, Routing.FALLBACK)),
        (None, [card(3, fallback=True), card(2, fallback=True)], (2, Routing.FALLBACK)),
        (None, [card(1, CARE)], (None, None)),
        (CARE, [card(1, CARE, gone=True), card(2, fallback=True, closed=True)], (None, None)),
        (CARE, [], (None, None)),
    ],
)
def test_a_request_finds_its_account_manager(
    sector: Sector | None, cards: list[AccountManager], expected: tuple[int | None, Routing | None]
) -> None:
    asked = QuoteRequest(sector=sector)
    found = asked.route(cards)
    assert (found.id if found else None, asked.routing) == expected
    assert asked.account_manager is found


@pytest.mark.parametrize(("days", "fine"), [(-1, False), (0, False), (1, True), (400, True)])
def test_a_start_is_tomorrow_at_the_earliest(days: int, *, fine: bool) -> None:
    answers = Answers("Sari", "sari@lokkiranta.example", requests.ORGANISATION, starts_from=date(2026, 11, 23) + timedelta(days=days))
    if fine:
        answers.refuse_past(now=NOW)
    else:
        with pytest.raises(StartsTooSoon):
            answers.refuse_past(now=NOW)


def test_a_crisis_keeps_no_words(world: World) -> None:
    case = requests.crisis(world, message="Hän kuoli.", wishes="Heti.", place="Osasto 3", sector_other="Sairaala")
    asked = case.request
    assert (asked.message, asked.wishes, asked.place, asked.sector_other) == ("", "", "", "")


@pytest.mark.parametrize("column", ["message", "wishes", "place", "sector_other", "closing_reason"])
def test_the_database_refuses_words_about_a_crisis(world: World, session: Session, column: str) -> None:
    asked = requests.crisis(world).request
    with pytest.raises(IntegrityError):
        session.execute(update(QuoteRequest).where(QuoteRequest.id == asked.id).values({column: "Hän kuoli."}))


def test_a_request_is_found_by_its_number_and_names(world: World) -> None:
    asked = requests.ask(world)
    assert asked.search_key == search_key(f"{asked.number} Lokkirannan kotihoito Sari Ketola")


def test_the_next_number_is_the_next(world: World) -> None:
    assert [requests.ask(world).number for _ in range(3)] == ["2026-001", "2026-002", "2026-003"]


def test_a_draft_lives_for_its_days_from_the_last_change() -> None:
    draft, token = RequestDraft.begin({"whom": {}}, "fi", days=14, now=NOW)
    assert len(token) >= 40
    draft.answer("hopes", {"message": "x"}, days=14, now=NOW + timedelta(days=10))
    assert draft.answers == {"whom": {}, "hopes": {"message": "x"}}
    assert draft.is_kept(now=NOW + timedelta(days=24) - timedelta(microseconds=1))
    assert not draft.is_kept(now=NOW + timedelta(days=24))


def test_refusals_have_codes_of_their_own() -> None:
    kinds = {kind for kind in DomainError.__subclasses__() if kind.__module__ in {"models.commerce.request", "models.commerce.crisis"}}
    assert len({kind.code for kind in kinds}) == len(kinds)


def test_an_account_manager_is_whoever_has_the_role(world: World) -> None:
    outi = world.person("Outi Salmenranta", Role.ACCOUNT_MANAGER)
    manager = requests.card(world, outi, fallback=True)
    assert requests.ask(world, manager).account_manager is manager
