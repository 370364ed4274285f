"""Confidential: sealed texts, notes, passages, consents, goals, evaluations, reflections, agreements, summaries."""

from models.confidential.client_summary import ClientSummary, SummaryAnswer, SummaryState, SummaryVersion
from models.confidential.consent import Answer, Audience, Channel, Consent, ConsentRequest, Purpose, StandingPreference, Suggestion
from models.confidential.evaluation import Evaluation, EvaluationAnswer, EvaluationMoment
from models.confidential.goal import (
    Goal,
    GoalAnswer,
    GoalCategory,
    GoalEnded,
    GoalLevel,
    GoalRating,
    GoalState,
    GoalVersion,
    RatingMoment,
    WordingOutdated,
)
from models.confidential.held import HeldText
from models.confidential.kept import Kept
from models.confidential.note import NoteKind, Passage, PassageSubject, PassageVersion, WorkingNote
from models.confidential.practice import PracticeWord, SharedAgreement, SharedAgreementAnswer, SharedAgreementVersion
from models.confidential.reflection import BankQuestion, OfferedQuestion, Openness, Reflection, ReflectionGoal, ReflectionKind
from models.confidential.sealed import SealedKind, SealedText

__all__ = [
    "Answer",
    "Audience",
    "BankQuestion",
    "Channel",
    "ClientSummary",
    "Consent",
    "ConsentRequest",
    "Evaluation",
    "EvaluationAnswer",
    "EvaluationMoment",
    "Goal",
    "GoalAnswer",
    "GoalCategory",
    "GoalEnded",
    "GoalLevel",
    "GoalRating",
    "GoalState",
    "GoalVersion",
    "HeldText",
    "Kept",
    "NoteKind",
    "OfferedQuestion",
    "Openness",
    "Passage",
    "PassageSubject",
    "PassageVersion",
    "PracticeWord",
    "Purpose",
    "RatingMoment",
    "Reflection",
    "ReflectionGoal",
    "ReflectionKind",
    "SealedKind",
    "SealedText",
    "SharedAgreement",
    "SharedAgreementAnswer",
    "SharedAgreementVersion",
    "StandingPreference",
    "Suggestion",
    "SummaryAnswer",
    "SummaryState",
    "SummaryVersion",
    "WordingOutdated",
    "WorkingNote",
]
