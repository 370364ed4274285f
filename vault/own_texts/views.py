"""What is taken along, as frozen values: they go into a file as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.confidential import (
    Answer,
    Audience,
    Channel,
    EvaluationMoment,
    GoalCategory,
    GoalState,
    Openness,
    Purpose,
    RatingMoment,
    ReflectionKind,
)


@dataclass(frozen=True)
class OwnPassage:
    """What a shared note says about the person."""

    meeting_number: int
    meeting_starts_at: datetime
    written_at: datetime
    text: str
    about_others: bool  # besides the person


@dataclass(frozen=True)
class OwnSuggestion:
    """The person's own words for a passage about them."""

    meeting_number: int
    made_at: datetime
    text: str


@dataclass(frozen=True)
class OwnConsent:
    """One answer of the person about one version of a passage."""

    meeting_number: int
    version_number: int
    purpose: Purpose
    answer: Answer
    audience: Audience | None
    channel: Channel
    wording: str
    answered_at: datetime


@dataclass(frozen=True)
class OwnPreference:
    """An answer given in advance."""

    may_record: bool
    may_use_in_supervision: bool
    answered_at: datetime


@dataclass(frozen=True)
class OwnRating:
    """Where an own goal stood at one moment."""

    moment: RatingMoment
    step: int
    attainment: int | None
    words: str
    rated_at: datetime


@dataclass(frozen=True)
class OwnGoal:
    """A goal of the person's own, in the wording in force or the one proposed."""

    state: GoalState
    category: GoalCategory
    proposed_at: datetime
    agreed_at: datetime | None
    ended_at: datetime | None
    words: str
    support: str
    start: str
    target: str
    steps: tuple[str, ...]
    attainment: tuple[str, ...]
    weight: int | None
    ratings: tuple[OwnRating, ...]


@dataclass(frozen=True)
class OwnEvaluation:
    """The person's own answers in one evaluation: steps by question, words by lens."""

    moment: EvaluationMoment
    answered_at: datetime | None
    steps: Mapping[str, int]
    words: Mapping[str, str]


@dataclass(frozen=True)
class OwnReflection:
    """A reflection of the person's own, and the question that it answers."""

    kind: ReflectionKind
    created_at: datetime
    saved_at: datetime
    done_at: datetime | None
    openness: Openness
    question: str | None
    text: str


@dataclass(frozen=True)
class OwnCommitment:
    """A shared agreement that the person has committed to."""

    text: str
    committed_at: datetime


@dataclass(frozen=True)
class OwnTexts:
    """Everything of one person in one engagement."""

    passages: tuple[OwnPassage, ...]
    suggestions: tuple[OwnSuggestion, ...]
    consents: tuple[OwnConsent, ...]
    preferences: tuple[OwnPreference, ...]
    goals: tuple[OwnGoal, ...]
    reflections: tuple[OwnReflection, ...]
    evaluations: tuple[OwnEvaluation, ...]
    commitments: tuple[OwnCommitment, ...]
