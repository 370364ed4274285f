"""Requests for a quote: what an anonymous visitor fills in step by step, and what arrives."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, DomainError, one_of
from models.base.forms import Form
from models.base.local_time import to_local
from models.base.sorting import search_key
from models.base.tokens import new_token
from models.commerce.billing import Billing
from models.commerce.catalogue import AccountManager, GoalTheme, Sector
from models.people.person import Person
from models.process.organisation import Organisation
from models.process.participation import PayerKind

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_KEY = 480
LONGEST_REASON = 300


class RequestState(enum.StrEnum):
    """Where a request stands."""

    NEW = "new"
    TRIAGED = "triaged"
    QUOTED = "quoted"
    WON = "won"
    LOST = "lost"
    DECLINED = "declined"
    SPAM = "spam"


class Routing(enum.StrEnum):
    """How a request found its account manager."""

    SECTOR = "sector"
    FALLBACK = "fallback"
    HAND = "hand"


class WishedMode(enum.StrEnum):
    """Where meetings are hoped to be."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    EITHER = "either"


class Background(enum.StrEnum):
    """What a crisis comes from, in the only words that are asked for."""

    CLIENT_WORK = "client_work"
    WORKING_CONDITIONS = "working_conditions"
    ACCIDENT = "accident"
    DISAGREEMENT = "disagreement"
    ILLNESS = "illness"
    DEATH = "death"
    OTHER = "other"


class CrisisTarget(enum.StrEnum):
    """Whom crisis supervision is for."""

    PERSON = "person"
    TEAM = "team"
    COMMUNITY = "community"


class ClosingReason(enum.StrEnum):
    """Why a crisis request came to nothing: coded, since words about it could tell of the event."""

    OTHER_HELP = "other_help"
    NOT_NEEDED = "not_needed"
    MISTAKE = "mistake"


class RequestMoved(DomainError):
    """The request does not stand where this could be done; ``state`` says where it is."""

    code = "request.moved"


class ReasonMissing(DomainError):
    """Closing a request needs a reason."""

    code = "request.reason_missing"
    field = "reason"


class ReasonInWords(DomainError):
    """A crisis request is closed with a coded reason, never with words."""

    code = "request.reason_in_words"
    field = "reason"


class StartsTooSoon(DomainError):
    """The wished start is past, or today."""

    code = "request.starts_too_soon"
    field = "starts_from"


class AlreadyTheirs(DomainError):
    """The request is with that account manager already."""

    code = "request.already_theirs"
    field = "account_manager"


# What each verb needs. Everything else is refused.
OPEN = frozenset({RequestState.NEW, RequestState.TRIAGED, RequestState.QUOTED})


@dataclass(frozen=True)
class Answers:
    """What somebody asks for, and who they are."""

    contact_name: str
    contact_email: str
    billing: Billing
    form: Form | None = None
    contact_phone: str = ""
    people: int | None = None
    sector: Sector | None = None
    sector_other: str = ""
    starts_from: date | None = None
    mode: WishedMode | None = None
    place: str = ""
    meeting_language: str = ""
    wishes: str = ""
    message: str = ""
    themes: list[GoalTheme] = field(default_factory=list)
    supervisors: list[Person] = field(default_factory=list)

    def refuse_past(self, *, now: datetime) -> None:
        """Raises StartsTooSoon: tomorrow, in Helsinki, is the first day that can be asked for."""
        if self.starts_from is not None and self.starts_from <= to_local(now).date():
            raise StartsTooSoon


class RequestDraft(Base):
    """A request that is being filled in; erased when it is sent or when its days are over."""

    __tablename__ = "request_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    @classmethod
    def begin(cls, answers: dict[str, Any], language: str, *, days: int, now: datetime) -> tuple[RequestDraft, str]:
        """A new draft and its token, which exists only in the returned value and in the addresses made of it."""
        token, digest = new_token()
        draft = cls(
            token_hash=digest, answers=answers, language=language, created_at=now, changed_at=now, expires_at=now + timedelta(days=days)
        )
        return draft, token

    def answer(self, step: str, answers: dict[str, Any], *, days: int, now: datetime) -> None:
        """Keep what was answered on one step, and the draft for so many days more."""
        self.answers = {**self.answers, step: answers}
        self.changed_at, self.expires_at = now, now + timedelta(days=days)

    def is_kept(self, *, now: datetime) -> bool:
        """Whether its days are not over."""
        return now < self.expires_at


class QuoteRequest(Base):
    """Somebody asks for a quote. A crisis request carries a coded background and no free text at all."""

    __tablename__ = "quote_requests"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    state: Mapped[RequestState] = mapped_column(one_of(RequestState, "state"), default=RequestState.NEW)
    state_since: Mapped[datetime]
    received_at: Mapped[datetime]
    language: Mapped[str] = mapped_column(String(2))
    form: Mapped[Form | None] = mapped_column(one_of(Form, "form"))  # None: "help me choose"
    people: Mapped[int | None]
    sector_id: Mapped[int | None] = mapped_column(ForeignKey("sectors.id"))
    sector_other: Mapped[str] = mapped_column(String(120), default="")
    starts_from: Mapped[date | None]
    mode: Mapped[WishedMode | None] = mapped_column(one_of(WishedMode, "mode"))
    place: Mapped[str] = mapped_column(String(160), default="")
    meeting_language: Mapped[str] = mapped_column(String(2), default="")
    wishes: Mapped[str] = mapped_column(Text, default="")  # about the supervisor and the times
    message: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(120))
    contact_email: Mapped[str] = mapped_column(String(254))
    contact_phone: Mapped[str] = mapped_column(String(40), default="")
    payer_kind: Mapped[PayerKind] = mapped_column(one_of(PayerKind, "payer_kind"))
    organisation_name: Mapped[str] = mapped_column(String(160), default="")
    business_id: Mapped[str] = mapped_column(String(20), default="")  # or a foreign VAT number
    einvoice_address: Mapped[str] = mapped_column(String(60), default="")
    einvoice_operator: Mapped[str] = mapped_column(String(40), default="")
    purchase_order: Mapped[str] = mapped_column(String(60), default="")
    billing_address: Mapped[str] = mapped_column(Text, default="")
    # N28: for one person whose employer must agree first.
    approver_email: Mapped[str] = mapped_column(String(254), default="")
    account_manager_id: Mapped[int | None] = mapped_column(ForeignKey("account_managers.id"), index=True)
    routing: Mapped[Routing | None] = mapped_column(one_of(Routing, "routing"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    closing_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")  # of a crisis: a ClosingReason
    receipt_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)  # of the token in the receipt's address
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"), index=True)  # who was signed in when asking
    search_key: Mapped[str] = mapped_column(String(LONGEST_KEY), default="")
    version: Mapped[int] = mapped_column(default=1)

    sector: Mapped[Sector | None] = relationship()
    account_manager: Mapped[AccountManager | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
    themes: Mapped[list[GoalTheme]] = relationship(secondary="quote_request_themes", order_by=GoalTheme.position)
    wished_supervisors: Mapped[list[Person]] = relationship(secondary="quote_request_supervisors")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index("ix_quote_requests_state", "state", "state_since"),
        CheckConstraint(
            "form IS NULL OR form <> 'crisis' OR (message = '' AND wishes = '' AND place = '' AND sector_other = '' "
            "AND closing_reason IN ('', 'other_help', 'not_needed', 'mistake'))",
            name="crisis_without_free_text",
        ),
        CheckConstraint("(account_manager_id IS NULL) = (routing IS NULL)", name="routed_somehow"),
    )

    @classmethod
    def receive(
        cls, number: str, answers: Answers, language: str, *, receipt: bytes, now: datetime, reporter: Person | None = None
    ) -> QuoteRequest:
        """A request as it arrives; of a crisis no words are kept. Raises StartsTooSoon, and what ``Billing.checked`` raises."""
        answers.refuse_past(now=now)
        request = cls(
            number=number,
            state=RequestState.NEW,
            state_since=now,
            received_at=now,
            language=language,
            receipt_hash=receipt,
            reporter_id=reporter.id if reporter else None,
            themes=list(answers.themes),
            wished_supervisors=list(answers.supervisors),
        )
        request.describe(answers)
        return request

    def describe(self, answers: Answers) -> None:
        """Set what is asked and by whom, without the wished people and themes. Raises what ``Billing.checked`` raises."""
        billing = answers.billing.checked()
        wordless = answers.form is Form.CRISIS
        self.form, self.people, self.sector = answers.form, answers.people, answers.sector
        self.starts_from, self.mode, self.meeting_language = answers.starts_from, answers.mode, answers.meeting_language
        for name in ("sector_other", "place", "wishes", "message"):
            setattr(self, name, "" if wordless else getattr(answers, name))
        self.contact_name, self.contact_email, self.contact_phone = answers.contact_name, answers.contact_email, answers.contact_phone
        for name in Billing.__slots__:
            setattr(self, name, getattr(billing, name))
        self.search_key = search_key(f"{self.number} {self.organisation_name} {self.contact_name}")[:LONGEST_KEY]

    @property
    def is_urgent(self) -> bool:
        """Whether it is a crisis."""
        return self.form is Form.CRISIS

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in OPEN

    @property
    def shown_name(self) -> str:
        """The organisation, or the person who pays alone."""
        return self.organisation_name or self.contact_name

    def route(self, managers: Iterable[AccountManager]) -> AccountManager | None:
        """Give it to the sector's account manager, or to the one who takes the rest; of several the first. Nobody: it waits for anybody."""
        active = sorted((card for card in managers if card.retired_at is None and card.person.is_active), key=lambda card: card.id)
        mine = [card for card in active if self.sector is not None and self.sector in card.sectors]
        rest = [card for card in active if card.is_fallback]
        chosen = next(iter(mine or rest), None)
        self.account_manager = chosen
        self.routing = (Routing.SECTOR if mine else Routing.FALLBACK) if chosen else None
        return chosen

    def hand_over(self, card: AccountManager) -> None:
        """Give it to a colleague by hand. Raises RequestMoved, AlreadyTheirs."""
        self._refuse_unless(*OPEN)
        if self.account_manager is card:
            raise AlreadyTheirs
        self.account_manager, self.routing = card, Routing.HAND

    def triage(self, *, now: datetime) -> None:
        """Somebody has looked at it and takes it on. Raises RequestMoved."""
        self._move(RequestState.TRIAGED, RequestState.NEW, now=now)

    def quoted(self, *, now: datetime) -> None:
        """A quote has been sent; a further one changes nothing. Raises RequestMoved."""
        if self.state is not RequestState.QUOTED:
            self._move(RequestState.QUOTED, RequestState.TRIAGED, now=now)

    def win(self, *, now: datetime) -> None:
        """A quote was accepted. Raises RequestMoved."""
        self._move(RequestState.WON, RequestState.QUOTED, now=now)

    def lose(self, reason: str, *, now: datetime) -> None:
        """The quote came to nothing. Raises RequestMoved, ReasonMissing, ReasonInWords."""
        self._close(RequestState.LOST, RequestState.QUOTED, reason, now=now)

    def decline(self, reason: str, *, now: datetime) -> None:
        """We make no quote. Raises RequestMoved, ReasonMissing, ReasonInWords."""
        self._close(RequestState.DECLINED, RequestState.TRIAGED, reason, now=now)

    def mark_spam(self, *, now: datetime) -> None:
        """Nobody asks for anything. Raises RequestMoved."""
        self._move(RequestState.SPAM, RequestState.NEW, now=now)

    def unmark_spam(self, *, now: datetime) -> None:
        """It was a request after all. Raises RequestMoved."""
        self._move(RequestState.NEW, RequestState.SPAM, now=now)

    def _close(self, to: RequestState, since: RequestState, reason: str, *, now: datetime) -> None:
        self._refuse_unless(since)
        if not reason:
            raise ReasonMissing
        if self.is_urgent and reason not in set(ClosingReason):
            raise ReasonInWords
        self._move(to, since, now=now)
        self.closing_reason = reason[:LONGEST_REASON]  # a quote keeps what its reader wrote in full

    def _move(self, to: RequestState, *since: RequestState, now: datetime) -> None:
        self._refuse_unless(*since)
        self.state, self.state_since = to, now

    def _refuse_unless(self, *states: RequestState) -> None:
        if self.state not in states:
            raise RequestMoved(state=self.state)


class QuoteRequestTheme(Base):
    """A ticked theme of a request."""

    __tablename__ = "quote_request_themes"

    request_id: Mapped[int] = mapped_column(ForeignKey("quote_requests.id"), primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("goal_themes.id"), primary_key=True)


class QuoteRequestSupervisor(Base):
    """A supervisor that the requester hopes for."""

    __tablename__ = "quote_request_supervisors"

    request_id: Mapped[int] = mapped_column(ForeignKey("quote_requests.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
