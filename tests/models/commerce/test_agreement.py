"""Agreements: every state and every verb, what stays as it is, what is missing, and whose signature counts."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from models.base import DomainError
from models.base.money import split
from models.commerce.agreement import OVER, Agreement, AgreementState, AgreementVersion, Factor, Heading, Party, Payer, VersionState
from models.commerce.agreement_refusals import (
    AgreementIncomplete,
    AlreadyAnswered,
    AmendmentOpen,
    AmendmentUnexplained,
    InForceAlready,
    NotADraft,
    NotAwaiting,
    NotInForce,
    SigningTimeOver,
    TextChanged,
    VersionSuperseded,
)
from models.process import PayerKind
from tests.market.agreements import SIGNING_DAYS, TEXT, Agreements, sign
from tests.world import World


@pytest.fixture
def market(world: World) -> Agreements:
    people = {name: world.person(f"{name.title()} Sopija") for name in ("outi", "antti", "aino", "mikael", "saana")}
    clients = {name: world.organisation(name.title()) for name in ("kuusikko", "lokkiranta")}
    return Agreements(world, SimpleNamespace(**people, **clients))


def stand(market: Agreements, state: str) -> AgreementVersion:
    """A version in that state of the agreement."""
    if state == "draft":
        return market.draft()
    version = market.sent()
    if state == "awaiting_signatures":
        return version
    if state == "lapsed":
        version.lapse(now=market.world.now)
        return version
    market.signed(version)
    if state != "in_force":
        version.agreement.finish(AgreementState(state), now=market.world.now)
    return version


VERBS: dict[str, Callable[[Agreements, AgreementVersion], object]] = {
    "send": lambda m, v: v.send(TEXT, lapses_at=m.world.now + SIGNING_DAYS, now=m.world.now),
    "sign": lambda m, v: [sign(v, each, now=m.world.now) for each in v.signatories],
    "decline": lambda m, v: v.decline(v.signatories[0], reason="", now=m.world.now),
    "lapse": lambda m, v: v.lapse(now=m.world.now),
    "amend": lambda m, v: v.agreement.begin_version("Aika muuttui.", by=m.story.outi, now=m.world.now),
    "cancel": lambda m, v: v.agreement.finish(AgreementState.CANCELLED, now=m.world.now),
    "interrupt": lambda m, v: v.agreement.finish(AgreementState.INTERRUPTED, now=m.world.now),
    "end": lambda m, v: v.agreement.finish(AgreementState.ENDED, now=m.world.now),
}
# Where a verb leads from a state; what is not here is refused and changes nothing.
LEADS = {
    ("draft", "send"): "awaiting_signatures",
    ("awaiting_signatures", "sign"): "in_force",
    ("awaiting_signatures", "decline"): "lapsed",
    ("awaiting_signatures", "lapse"): "lapsed",
    ("in_force", "amend"): "in_force",
    ("in_force", "cancel"): "cancelled",
    ("in_force", "interrupt"): "interrupted",
    ("in_force", "end"): "ended",
    ("lapsed", "amend"): "draft",
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("state", list(AgreementState))
def test_every_verb_in_every_state(market: Agreements, state: AgreementState, verb: str) -> None:
    version = stand(market, state)
    agreement = version.agreement
    if (state, verb) in LEADS:
        VERBS[verb](market, version)
        assert agreement.state == LEADS[state, verb]
    else:
        before = version.state
        with pytest.raises(DomainError):
            VERBS[verb](market, version)
        assert (agreement.state, version.state) == (state, before)


def test_in_force_exactly_with_the_last_required_signature(market: Agreements) -> None:
    version = market.draft()
    optional = market.asks(version, market.story.aino, Party.MANAGER, required=False)
    market.sent(version)
    now = market.world.now
    client, provider = version.signatories[:2]
    sign(version, client, now=now + timedelta(hours=1))
    assert (version.state, version.agreement.in_force_at) == (VersionState.AWAITING_SIGNATURES, None)
    assert version.waiting_for == [provider]
    sign(version, provider, now=now + timedelta(hours=2))
    assert version.agreement.in_force is version
    assert version.agreement.in_force_at == version.in_force_at == now + timedelta(hours=2)
    sign(version, optional, now=now + timedelta(hours=3))
    assert version.in_force_at == now + timedelta(hours=2)


def test_a_signature_is_evidence(market: Agreements, session: Session) -> None:
    version = market.sent()
    signatory = version.signatories[0]
    signature = version.sign(signatory, digest=TEXT.digest, factor=Factor.LINK, language="fi", now=market.world.now)
    session.flush()
    assert (signature.signatory.person, signature.factor, signature.digest) == (market.story.antti, Factor.LINK, version.digest)
    assert version.document == TEXT


def test_another_text_than_was_shown_is_not_signed(market: Agreements) -> None:
    version = market.sent()
    with pytest.raises(TextChanged):
        version.sign(version.signatories[0], digest="0" * 64, factor=Factor.LINK, language="fi", now=market.world.now)
    assert version.signatories[0].signature is None


def test_nobody_answers_twice(market: Agreements) -> None:
    version = market.sent()
    sign(version, version.signatories[0], now=market.world.now)
    for again in (VERBS["decline"], lambda m, v: sign(v, v.signatories[0], now=m.world.now)):
        with pytest.raises(AlreadyAnswered):
            again(market, version)


def test_time_runs_out_to_the_second(market: Agreements) -> None:
    version = market.sent()
    assert version.lapses_at is not None
    sign(version, version.signatories[0], now=version.lapses_at - timedelta(seconds=1))
    with pytest.raises(SigningTimeOver):
        sign(version, version.signatories[1], now=version.lapses_at)


def test_who_is_not_required_may_decline_without_harm(market: Agreements) -> None:
    version = market.draft()
    optional = market.asks(version, market.story.aino, Party.MANAGER, required=False)
    market.sent(version)
    version.decline(optional, reason="En ehdi.", now=market.world.now)
    assert version.state is VersionState.AWAITING_SIGNATURES
    market_sign = [s for s in version.signatories if s is not optional]
    for signatory in market_sign:
        sign(version, signatory, now=market.world.now)
    assert version.agreement.in_force is version


def test_the_old_version_counts_until_the_amendment_does(market: Agreements, session: Session) -> None:
    first = market.signed()
    agreement, now = first.agreement, market.world.now + timedelta(days=1)
    second = agreement.begin_version("Aloitus siirtyy.", by=market.story.outi, now=now)
    session.flush()
    assert (second.number, second.amendment_reason, agreement.in_force) == (2, "Aloitus siirtyy.", first)
    assert [p.email for p in second.people] == [p.email for p in first.people]
    assert {p.payer for p in second.people} == set(second.payers)
    market.sent(second)
    assert (agreement.state, agreement.in_force) == (AgreementState.IN_FORCE, first)
    market.signed(second, now=now)
    assert (first.state, second.state, agreement.in_force) == (VersionState.SUPERSEDED, VersionState.IN_FORCE, second)
    assert agreement.in_force_at == first.in_force_at  # the fee clock runs from the first
    assert agreement.in_force_at != second.in_force_at


def test_after_an_amendment_the_old_text_cannot_be_signed(market: Agreements, session: Session) -> None:
    version = market.draft()
    late = market.asks(version, market.story.aino, Party.MANAGER, required=False)
    market.sent(version)
    for signatory in version.signatories[:2]:
        sign(version, signatory, now=market.world.now)
    second = version.agreement.begin_version("Hinta muuttui.", by=market.story.outi, now=market.world.now)
    session.flush()
    market.signed(market.sent(second))
    with pytest.raises(VersionSuperseded):
        sign(version, late, now=market.world.now)


def test_a_lapsed_amendment_leaves_the_agreement_in_force(market: Agreements, session: Session) -> None:
    first = market.signed()
    second = first.agreement.begin_version("Hinta.", by=market.story.outi, now=market.world.now)
    session.flush()
    market.sent(second).lapse(now=market.world.now)
    assert (first.agreement.state, first.agreement.in_force) == (AgreementState.IN_FORCE, first)


def test_an_amendment_says_why_and_is_alone(market: Agreements) -> None:
    agreement = market.signed().agreement
    with pytest.raises(AmendmentUnexplained):
        agreement.begin_version("", by=market.story.outi, now=market.world.now)
    agreement.begin_version("Paikka.", by=market.story.outi, now=market.world.now)
    with pytest.raises(AmendmentOpen):
        agreement.begin_version("Aika.", by=market.story.outi, now=market.world.now)


@pytest.mark.parametrize("state", OVER)
def test_an_amendment_that_waits_lapses_with_the_end(market: Agreements, session: Session, state: AgreementState) -> None:
    first = market.signed()
    second = first.agreement.begin_version("Hinta.", by=market.story.outi, now=market.world.now)
    session.flush()
    market.sent(second)
    first.agreement.finish(state, now=market.world.now)
    with pytest.raises(SigningTimeOver):
        sign(second, second.signatories[0], now=market.world.now)
    assert first.agreement.state is state


def test_a_draft_that_is_let_go(market: Agreements, session: Session) -> None:
    version = market.sent()
    version.lapse(now=market.world.now)
    second = version.agreement.begin_version("Uusi yritys.", by=market.story.outi, now=market.world.now)
    assert version.agreement.pending is second
    version.agreement.drop(second, now=market.world.now)
    assert version.agreement.state is AgreementState.LAPSED
    with pytest.raises(NotADraft):
        version.agreement.drop(version, now=market.world.now)


def empty(heading: Heading, version: AgreementVersion) -> None:
    version.clauses = version.clauses | {heading.value: ""}


LACKING: dict[str, Callable[[AgreementVersion], object]] = {
    **{heading.slot: partial(empty, heading) for heading in Heading},
    "aim": lambda v: setattr(v, "commissioning_aim", ""),
    "first_meeting": lambda v: setattr(v, "first_meeting_at", None),
    "place": lambda v: setattr(v, "place", ""),
    "people": lambda v: v.people.clear(),
    "billing": lambda v: setattr(v.payers[0], "einvoice_address", ""),
    "seats": lambda v: setattr(v.payers[0], "seats", 1),
    "lead": lambda v: v.supervisors.clear(),
    "signatories": lambda v: v.signatories.pop(),
}


@pytest.mark.parametrize("code", LACKING)
def test_what_is_missing_is_named_and_nothing_is_sent(market: Agreements, code: str) -> None:
    version = market.draft()
    assert version.missing() == []
    LACKING[code](version)
    assert version.missing() == [code]
    with pytest.raises(AgreementIncomplete):
        market.sent(version)
    assert version.content is None


def test_without_a_payer_more_is_missing(market: Agreements) -> None:
    version = market.draft()
    version.people.clear()
    version.payers.clear()
    assert version.missing() == ["payers", "people"]


def test_remote_meetings_need_no_place(market: Agreements) -> None:
    version = market.draft()
    version.place, version.remote = "", True
    assert version.missing() == []


@given(st.integers(0, 10**9), st.lists(st.integers(1, 50), min_size=1, max_size=8))
def test_shares_add_up_to_the_cent(price: int, seats: list[int]) -> None:
    version = AgreementVersion(price_cents=price, payers=[Payer(kind=PayerKind.SELF, seats=each, share_cents=0) for each in seats])
    version.share_out()
    shares = [payer.share_cents for payer in version.payers]
    assert sum(shares) == price
    assert shares == split(price, seats)
    assert all(abs(share * sum(seats) - price * each) < sum(seats) for share, each in zip(shares, seats, strict=True))


def test_three_payers_of_the_example(market: Agreements) -> None:
    version = market.draft(seats=2)
    market.pays_oneself(version, market.story.saana)
    lokkiranta = market.pays(version, 2, people=0)
    lokkiranta.organisation = market.story.lokkiranta
    version.share_out()
    assert [(payer.seats, payer.share_cents) for payer in version.payers] == [(2, 42_000), (1, 21_000), (2, 42_000)]


REFUSALS = {
    "draft": NotAwaiting,
    "awaiting_signatures": None,
    "in_force": AlreadyAnswered,
    "lapsed": SigningTimeOver,
}


@pytest.mark.parametrize("state", REFUSALS)
def test_the_answer_to_a_late_signer_says_what_has_happened(market: Agreements, state: str) -> None:
    version, refusal = stand(market, state), REFUSALS[state]
    if refusal is None:
        version.demand_signable(version.signatories[0], now=market.world.now)
        return
    with pytest.raises(refusal):
        version.demand_signable(version.signatories[0], now=market.world.now)


def test_a_required_signature_after_the_fact_is_not_asked_for(market: Agreements) -> None:
    version = market.signed()
    newcomer = market.asks(version, market.story.aino, Party.MANAGER)
    with pytest.raises(InForceAlready):
        sign(version, newcomer, now=market.world.now)


def test_only_what_is_in_force_ends(market: Agreements) -> None:
    agreement: Agreement = market.draft().agreement
    with pytest.raises(NotInForce):
        agreement.finish(AgreementState.ENDED, now=market.world.now)
