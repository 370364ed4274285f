"""A poll as one person sees it, and the form that answers it: for its own page, for the page behind a link, and for the choice."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Self

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.validators import AnyOf, InputRequired

from models.process import Suits, TimePoll, polling
from web import formats, hx, polls
from web.access import can
from web.extensions import db
from web.fields import options
from web.forms import Form, language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from flask import Response

    from models.people import Person
    from models.process import PollTime

SUITS: Final[dict[str, LazyString]] = {Suits.YES: _("Suits"), Suits.IF_NEEDED: _("If needed"), Suits.NO: _("Does not suit")}
DISCS: Final[dict[str, str]] = {Suits.YES: "full", Suits.IF_NEEDED: "half", Suits.NO: "off"}


@dataclass(frozen=True)
class Line:
    """One proposed time: whether it is gone, how many say what, what the person says."""

    time: PollTime
    gone: bool
    counts: Counter[Suits]
    own: Suits | None
    said: Sequence[tuple[Person, Suits | None]]  # who says what; empty for whoever sees counts only

    @property
    def name(self) -> str:
        """The field of the form that answers it."""
        return f"time_{self.time.id}"


@dataclass(frozen=True)
class PollSheet:
    """What is shown of a poll."""

    poll: TimePoll
    lines: Sequence[Line]
    people: int  # how many sit at the meeting
    sits: bool
    is_open: bool
    arranges: bool

    @property
    def best(self) -> int:
        """The id of the time that suits the most people, those who can if needed counting less; 0 when nobody has answered."""
        free = [line for line in self.lines if not line.gone and (line.counts[Suits.YES] or line.counts[Suits.IF_NEEDED])]
        best = max(free, key=lambda line: (-line.counts[Suits.NO], line.counts[Suits.YES]), default=None)
        return best.time.id if best else 0


def sheet(poll: TimePoll, person: Person, *, now: datetime, signed_in: bool = True) -> PollSheet:
    """The poll as the person sees it: names only for whoever arranges it and is signed in."""
    session = db.session()
    people, arranges = polls.members(poll.meeting), signed_in and can("time_poll.close", poll)
    said = polling.answers(session, poll, [*people, person])
    counts, gone = polling.counts(session, poll), polling.gone(session, poll, now=now)
    lines = [
        Line(
            time,
            time.id in gone and not time.chosen,
            counts[time.id],
            said.get((time.id, person.id)),
            [(one, said.get((time.id, one.id))) for one in people] if arranges else [],
        )
        for time in poll.times
    ]
    return PollSheet(poll, lines, len(people), person in people, poll.takes_answers(now=now), arranges)


class AnswerForm(Form):
    """Yes, if needed or no to every time that is not gone; made for one poll."""

    @classmethod
    def about(cls, shown: PollSheet) -> Self:
        """The form with the person's answers so far."""
        fields: dict[str, Any] = {line.name: cls._field(line.time) for line in shown.lines if not line.gone}
        kind: type[Self] = type(cls.__name__, (cls,), fields)
        return kind(data={line.name: line.own.value for line in shown.lines if line.own is not None})

    @staticmethod
    def _field(time: PollTime) -> RadioField:
        label = formats.date_and_time_range(time.starts_at, time.ends_at, language())
        asked = _("Choose whether the time suits you.")
        return RadioField(label, [InputRequired(asked), AnyOf(list(Suits), asked)], choices=options(SUITS.items()), validate_choice=False)

    @property
    def given(self) -> Mapping[int, Suits]:
        """The answers by the time's id."""
        return {int(field.name.removeprefix("time_")): Suits(field.data) for field in self}


def show(shown: PollSheet, form: AnswerForm, action: str, *, status: int = 200) -> Response:
    """The page of a poll."""
    return hx.render(
        "process/time_polls/show.html",
        fragment="poll",
        status=status,
        shown=shown,
        poll=shown.poll,
        form=form,
        action=action,
        suits=SUITS,
        discs=DISCS,
    )
