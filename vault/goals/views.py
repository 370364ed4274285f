"""Goals as they are given out: frozen, with what the reader may do about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.confidential import GoalCategory, GoalLevel, GoalState
from vault.goals.wording import Wording


@dataclass(frozen=True)
class OpenWording:
    """One version. ``wording`` is None when it was not opened, or has been erased."""

    id: int
    number: int
    author: str
    created_at: datetime
    category: GoalCategory
    theme_id: int | None
    weight: int | None
    wording: Wording | None
    reason: str = ""


@dataclass(frozen=True)
class Asked:
    """The newest wording while it waits for agreement: how many agree, and the reader's own word."""

    wording: OpenWording
    agreed: int
    of: int
    mine: bool | None  # None: no answer yet
    may_answer: bool
    people: tuple[tuple[str, bool | None], ...] = ()  # each one's word, for those who supervise

    @property
    def settled(self) -> bool:
        """Whether nobody is missing any more: whoever was has left since."""
        return self.agreed == self.of


@dataclass(frozen=True)
class OpenGoal:
    """A goal as one reader sees it: in the words in force, or in those that are proposed."""

    id: int
    version: int  # the row's, for forms
    level: GoalLevel
    owner_id: int | None
    owner: str  # name; empty for a common goal
    state: GoalState
    proposed_by: str
    proposed_at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None
    shown: OpenWording
    asked: Asked | None = None
    may_revise: bool = False
    may_drop: bool = False
    ending: str = ""  # why it was dropped
    former: tuple[OpenWording, ...] = ()  # newest first; only when the goal was opened by itself

    @property
    def version_id(self) -> int:
        """The wording shown."""
        return self.shown.id

    @property
    def wording(self) -> Wording | None:
        """What the wording shown says."""
        return self.shown.wording

    @property
    def words(self) -> str:
        """The goal itself in words; empty when they are not open."""
        return self.shown.wording.words if self.shown.wording else ""

    @property
    def category(self) -> GoalCategory:
        """What it is for."""
        return self.shown.category

    @property
    def theme_id(self) -> int | None:
        """What people hoped for that it comes under."""
        return self.shown.theme_id

    @property
    def weight(self) -> int | None:
        """Its weight where attainment is scaled."""
        return self.shown.weight

    @property
    def is_common(self) -> bool:
        """Whether it is everybody's."""
        return self.owner_id is None

    @property
    def in_force(self) -> bool:
        """Whether it has been agreed to and stands."""
        return self.state in {GoalState.AGREED, GoalState.CLOSED}
