"""What the vault gives out: frozen values, never mapped rows, so nothing in a template can reach further."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from datetime import date, datetime

from models.confidential import Answer, Audience


class AnswerState(enum.StrEnum):
    """What a supervisor sees of one subject's answer about the newest version."""

    NOT_ASKED = "not_asked"
    PENDING = "pending"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class SubjectAnswer:
    """One subject of a passage, with the state of their answer."""

    person_id: int
    name: str
    state: AnswerState
    audience: Audience | None = None
    recording: bool = False  # whether they let it be recorded at all


@dataclass(frozen=True)
class OpenSuggestion:
    """A subject's own words, waiting for the author."""

    id: int
    name: str
    text: str
    made_at: datetime


@dataclass(frozen=True)
class DeskPassage:
    """A passage as its supervisors handle it."""

    id: int
    version: int  # row version, for the form
    version_id: int | None  # the newest version, None while only a draft
    number: int
    text: str
    draft: str | None
    draft_subjects: tuple[int, ...]
    draft_saved_at: datetime | None
    answers: tuple[SubjectAnswer, ...]
    suggestions: tuple[OpenSuggestion, ...]
    may_edit: bool
    readable: bool
    erased_at: datetime | None

    @property
    def unasked(self) -> tuple[SubjectAnswer, ...]:
        """Subjects who have not been asked about the newest version."""
        return tuple(a for a in self.answers if a.state is AnswerState.NOT_ASKED)


@dataclass(frozen=True)
class ReadPassageView:
    """A passage as a participant sees it: its text, or only that it is not shared."""

    id: int
    version_id: int | None = None
    text: str | None = None
    about: tuple[str, ...] = ()
    about_me: bool = False
    can_claim: bool = False


@dataclass(frozen=True)
class Question:
    """Everything a subject must know before answering."""

    version_id: int
    passage_id: int
    meeting_id: int
    meeting_number: int
    meeting_starts_at: datetime
    engagement_name: str
    text: str
    previous_text: str | None  # what the person had granted before, for a word diff
    asked_by: str | None
    writers: tuple[str, ...]  # the supervisors, and the author when that is somebody else
    readers: tuple[str, ...]  # who attended, besides the person: by name
    group: tuple[str, ...]  # regular members of that day who did not attend
    managers: tuple[str, ...]
    others: tuple[str, ...]  # co-subjects
    kept_until: date | None
    recording: bool
    answer: Answer | None
    audience: Audience | None


@dataclass(frozen=True)
class AboutMe:
    """A passage about the person, on their own consents page."""

    passage_id: int
    version_id: int
    meeting_id: int
    meeting_number: int
    meeting_starts_at: datetime
    engagement_name: str
    text: str | None
    asked: bool
    answer: Answer | None
    audience: Audience | None
    recording: bool
    newest: bool  # whether the passage still says this; a later version may leave the person out
    shared: bool  # whether everybody in it has granted, so that others read it


@dataclass(frozen=True)
class Editing:
    """What the editor of a passage starts from."""

    text: str
    subjects: tuple[int, ...]
    version: int
    saved_at: datetime | None
    published: bool
    meeting_id: int = 0
    names: dict[int, str] = field(default_factory=dict)
