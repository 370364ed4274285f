"""The client's summary as an exact text: the supervisor's words and the ticked facts, written out once in the client's language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_babel import LazyString, force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from models.base.clock import utcnow
from models.base.local_time import to_local
from models.commerce.catalogue import in_language
from models.commerce.document import Document, Row, Section
from models.confidential.naming import mentioned
from models.process import Form as Shape
from models.process import Meeting
from models.process.clients import contacts_of
from models.process.hours import units_of
from vault import circles
from vault.summary_facts import Band, CommonGoal, FactKind, Facts
from web import formats, words
from web.evaluations import QUESTIONS, told_sentence
from web.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from models.process import Engagement
    from vault.client_summaries import Draft

FACTS: Final[dict[FactKind, LazyString]] = {
    FactKind.MEETINGS: _l("Meetings held"),
    FactKind.HOURS: _l("Hours of supervision"),
    FactKind.ATTENDANCE: _l("Attendance"),
    FactKind.THEMES: _l("Themes of the common goals"),
    FactKind.PROGRESS: _l("Progress of the common goals"),
    FactKind.EVALUATION: _l("Results of the final evaluation"),
    FactKind.AGREEMENTS: _l("Shared agreements that everybody lets be told"),
}
BANDS: Final[dict[Band, LazyString]] = {
    Band.TOWARDS: _l("Moved towards the target"),
    Band.STAYED: _l("Stayed where it was"),
    Band.AWAY: _l("Moved away from the target"),
}


def names_in(engagement: Engagement, document: Document) -> list[str]:
    """Participants of today and before who are called by name in the document."""
    written = [document.lead, *(text for section in document.sections for text in section.paragraphs)]
    return [person.name for person in mentioned("\n".join(written), circles.ever(db.session(), engagement))]


def details(facts: Facts, language: str) -> dict[str, str]:
    """What each fact would say now, beside its box."""
    rows = {
        kind: "; ".join(_said(row, kind) for row in _rows(kind, facts, language)) for kind in facts.kinds if kind is not FactKind.AGREEMENTS
    }
    return {kind.value: text for kind, text in rows.items()} | {FactKind.AGREEMENTS.value: " · ".join(one.text for one in facts.agreements)}


def _said(row: Row, kind: FactKind) -> str:
    return row.text if row.label == FACTS[kind] else f"{row.label}: {row.text}"


def compose(engagement: Engagement, draft: Draft, facts: Facts, *, on: date) -> Document:
    """Exactly what the client will get: written out once, in the client's language."""
    with force_locale(draft.language):
        return Document(
            kind="summary",
            number=formats.plain_date(on, draft.language),
            language=draft.language,
            title=_("Summary of the supervision"),
            lead=_("Everybody who takes part has approved this text word for word. It tells nothing about any one person."),
            sections=tuple(_sections(engagement, draft, facts, on)),
        )


def _sections(engagement: Engagement, draft: Draft, facts: Facts, on: date) -> Iterator[Section]:
    language, ticked = draft.language, [kind for kind in facts.kinds if kind in draft.facts]
    yield Section("about", _("About the supervision"), rows=tuple(_about(engagement, language, on)))
    if draft.text:
        yield Section("words", _("What was worked on"), tuple(part for part in draft.text.split("\n\n") if part.strip()))
    numbers = [kind for kind in ticked if kind in {FactKind.MEETINGS, FactKind.HOURS, FactKind.ATTENDANCE}]
    if numbers:
        yield Section("numbers", _("In numbers"), rows=tuple(row for kind in numbers for row in _rows(kind, facts, language)))
    goals = [kind for kind in ticked if kind in {FactKind.THEMES, FactKind.PROGRESS}]
    if goals:
        yield Section("goals", _("Goals of the group"), rows=tuple(row for kind in goals for row in _rows(kind, facts, language)))
    if FactKind.EVALUATION in ticked:
        yield Section("evaluation", str(FACTS[FactKind.EVALUATION]), rows=tuple(_rows(FactKind.EVALUATION, facts, language)))
    if FactKind.AGREEMENTS in ticked:
        yield Section("agreements", _("What the group has agreed on"), tuple(one.text for one in facts.agreements))


def _about(engagement: Engagement, language: str, on: date) -> Iterator[Row]:
    organisations = {contact.organisation.name: None for contact in db.session.scalars(contacts_of(engagement))}
    yield Row(_("Commissioned by"), ", ".join(organisations))
    yield Row(_("Form"), _("Professional supervision") if engagement.form is Shape.CRISIS else str(words.FORMS[engagement.form]))
    supervisors = engagement.supervisors_at(utcnow())
    yield Row(_("Supervisors") if len(supervisors) > 1 else _("Supervisor"), ", ".join(person.name for person in supervisors))
    held = select(Meeting.starts_at).where(Meeting.engagement_id == engagement.id, Meeting.held_at.is_not(None)).order_by(Meeting.starts_at)
    days = [start for start in db.session.scalars(held) if to_local(start).date() <= on]
    if days:
        yield Row(_("Time"), formats.date_range(days[0], days[-1], language))


def _rows(kind: FactKind, facts: Facts, language: str) -> Iterable[Row]:
    if kind is FactKind.PROGRESS:
        return [_progress(number, goal, language) for number, goal in enumerate(facts.rated, start=1)]
    if kind is FactKind.EVALUATION:
        return [Row(str(QUESTIONS[question.code]), told_sentence(told)) for question, told in facts.evaluation]
    said = {
        FactKind.MEETINGS: _("%(held)s of %(planned)s planned", held=facts.held, planned=facts.planned),
        FactKind.HOURS: _("%(units)s × 45 min", units=formats.number(units_of(facts.minutes), language)),
        FactKind.ATTENDANCE: _("%(came)s of %(expected)s places taken, all meetings together", came=facts.came, expected=facts.expected),
        FactKind.THEMES: ", ".join(in_language(dict(theme), language) for theme in facts.themes),
    }
    return [Row(str(FACTS[kind]), said[kind])] if kind in said else []


def _progress(number: int, goal: CommonGoal, language: str) -> Row:
    theme = in_language(dict(goal.theme), language) if goal.theme else _("Goal %(number)s", number=number)
    return Row(theme, str(BANDS[goal.band]) if goal.band else "")
