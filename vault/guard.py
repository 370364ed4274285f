"""The SQL guard: a statement that reads a confidential table outside the vault is refused, whoever wrote it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

CONFIDENTIAL = (
    "sealed_texts",
    "working_notes",
    "passages",
    "passage_versions",
    "passage_subjects",
    "consents",
    "consent_requests",
    "standing_preferences",
    "suggestions",
    "goals",
    "goal_versions",
    "goal_answers",
    "goal_ratings",
    "evaluations",
    "evaluation_answers",
    "reflections",
    "reflection_goals",
    "bank_questions",
    "offered_questions",
    "shared_agreements",
    "shared_agreement_versions",
    "shared_agreement_answers",
    "client_summaries",
    "summary_versions",
    "summary_answers",
    "held_texts",
    "read_passages",
    "read_items",
)
_TOUCHES = re.compile(r"\b(?:FROM|JOIN|,)\s+\"?(?:" + "|".join(CONFIDENTIAL) + r")\b", re.IGNORECASE)
_inside: ContextVar[bool] = ContextVar("inside_vault", default=False)


class UnscopedRead(RuntimeError):
    """Code outside the vault tried to read a confidential table: a fault of ours, never of the visitor."""


@contextmanager
def inside() -> Iterator[None]:
    """Statements run inside may read confidential tables; used by the vault's own modules only."""
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


def install(engine: Engine) -> None:
    """Watch every statement of this engine."""
    event.listen(engine, "before_cursor_execute", _refuse)


def _refuse(_connection: object, _cursor: object, statement: str, _parameters: object, _context: Any, _many: bool) -> None:  # noqa: ANN401, FBT001
    if not _inside.get() and statement.lstrip().upper().startswith(("SELECT", "WITH")) and _TOUCHES.search(statement):
        message = f"read of a confidential table outside the vault: {statement[:80]}"
        raise UnscopedRead(message)
