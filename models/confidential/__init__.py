"""Confidential: sealed texts, notes, passages, consents."""

from models.confidential.consent import Answer, Audience, Channel, Consent, ConsentRequest, Purpose, StandingPreference, Suggestion
from models.confidential.goals import CommonGoals, HeldText
from models.confidential.note import NoteKind, Passage, PassageSubject, PassageVersion, WorkingNote
from models.confidential.sealed import SealedKind, SealedText

__all__ = [
    "Answer",
    "Audience",
    "Channel",
    "CommonGoals",
    "Consent",
    "ConsentRequest",
    "HeldText",
    "NoteKind",
    "Passage",
    "PassageSubject",
    "PassageVersion",
    "Purpose",
    "SealedKind",
    "SealedText",
    "StandingPreference",
    "Suggestion",
    "WorkingNote",
]
