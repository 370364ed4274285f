"""A supervisor's own bank of questions, which are about nobody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.base import DomainError
from models.base.text import clean_text
from models.confidential import BankQuestion
from vault import guard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from models.people import Person

LONGEST = 500  # characters


class StaleQuestion(DomainError):
    """The question was saved elsewhere meanwhile; ``theirs`` is what is kept now."""

    code = "bank_question.stale"

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__()
        self.theirs, self.version = theirs, version


class BankNotEmpty(DomainError):
    """Starter questions are taken into an empty bank only, so that they are never there twice."""

    code = "bank_question.not_empty"


@dataclass(frozen=True)
class Kept:
    """A question of the bank."""

    id: int
    words: str
    version: int


def mine(session: Session, supervisor: Person) -> list[Kept]:
    """The questions in use, oldest first."""
    query = select(BankQuestion).where(BankQuestion.supervisor_id == supervisor.id, BankQuestion.retired_at.is_(None))
    with guard.inside():
        return [Kept(row.id, row.words, row.version) for row in session.scalars(query.order_by(BankQuestion.id))]


def own(session: Session, supervisor: Person, question_id: int, *, now: datetime) -> BankQuestion | None:  # noqa: ARG001  all doors open alike
    """A question in use of the supervisor's own bank."""
    query = select(BankQuestion).where(
        BankQuestion.id == question_id, BankQuestion.supervisor_id == supervisor.id, BankQuestion.retired_at.is_(None)
    )
    with guard.inside():
        return session.scalars(query).one_or_none()


def add(session: Session, supervisor: Person, words: str, *, now: datetime) -> BankQuestion:
    """Put a question into the bank. Raises TextMissing and kin."""
    row = BankQuestion(supervisor_id=supervisor.id, words=clean_text(words, limit=LONGEST), created_at=now)
    session.add(row)
    session.flush()
    return row


def fill(session: Session, supervisor: Person, questions: Iterable[str], *, now: datetime) -> None:
    """Put several questions into an empty bank. Raises BankNotEmpty."""
    if mine(session, supervisor):
        raise BankNotEmpty
    for words in questions:
        add(session, supervisor, words, now=now)


def change(session: Session, question: BankQuestion, words: str, *, version: int) -> None:
    """Reword a question. Raises StaleQuestion, TextMissing and kin."""
    if question.version != version:
        raise StaleQuestion(question.words, question.version)
    question.words = clean_text(words, limit=LONGEST)
    session.flush()


def retire(session: Session, question: BankQuestion, *, now: datetime) -> None:
    """Take a question out of use; what has been offered stays as it was offered."""
    question.retired_at = now
    session.flush()
