"""The client's summary over HTTP: its form, the exact text in the client's language, and whom a mail tells what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import url_for
from flask_babel import LazyString, force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from models.base import DomainError
from models.base.clock import utcnow
from models.commerce.catalogue import in_language
from models.commerce.document import Document, Row, Section
from models.confidential import ClientSummary, SummaryState
from models.confidential.naming import mentioned
from models.people.notification import NoticeKind
from models.process import Form as Shape
from models.process import Meeting
from models.process.clients import contacts_of
from models.process.hours import units_of
from vault import circles
from vault.client_summaries import LONGEST, Draft
from vault.summary_facts import Band, FactKind, Facts
from web import formats, words
from web.autosave import Conflict, Text
from web.extensions import db
from web.fields import options
from web.forms import Form
from web.i18n import NAMES
from web.mail import address, send

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from models.people import Person
    from models.process import Contact, Engagement

PREFIX = "summary"
FACTS: Final[dict[FactKind, LazyString]] = {
    FactKind.MEETINGS: _l("Meetings held"),
    FactKind.HOURS: _l("Hours of supervision"),
    FactKind.ATTENDANCE: _l("Attendance as a number"),
    FactKind.THEMES: _l("Themes of the common goals"),
    FactKind.PROGRESS: _l("Progress of the common goals"),
    FactKind.AGREEMENTS: _l("Shared agreements that everybody lets be told"),
}
BANDS: Final[dict[Band, LazyString]] = {
    Band.TOWARDS: _l("Moved towards the target"),
    Band.STAYED: _l("Stayed where it was"),
    Band.AWAY: _l("Moved away from the target"),
}
STATES: Final[dict[SummaryState, tuple[str, LazyString]]] = {
    SummaryState.DRAFT: ("open", _l("Draft")),
    SummaryState.AWAITING: ("half", _l("Waits for everybody’s approval")),
    SummaryState.APPROVED: ("full", _l("Everybody has approved")),
    SummaryState.DELIVERED: ("full", _l("Delivered to the client")),
}


class SummaryForm(Form):
    """The words, the client's language, the facts to tell, and the version that it was typed over."""

    text = TextAreaField(_l("The summary in words"))
    language = RadioField(_l("The client’s language"), choices=options(NAMES.items()), default="fi")
    facts = SelectMultipleField(_l("Facts to tell"), coerce=FactKind, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def __init__(self, offered: Iterable[FactKind], **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.facts.choices = options((kind.value, FACTS[kind]) for kind in offered)
        self.text.flags.maxlength = LONGEST

    @classmethod
    def of(cls, summary: ClientSummary, draft: Draft, facts: Facts) -> SummaryForm:
        """Filled with a draft, whatever was posted."""
        data = {"text": draft.text, "language": draft.language, "facts": list(draft.facts), "version": summary.version}
        return cls(facts.kinds, formdata=None, data=data)

    def draft(self) -> Draft:
        """What was typed and ticked."""
        return Draft(self.text.data or "", self.language.data, tuple(self.facts.data or ()))

    def refuse(self, refusal: DomainError) -> None:
        """What is refused is refused of the text, unless the refusal says otherwise."""
        refusal.field = refusal.field or "text"
        super().refuse(refusal)


def conflict(summary: ClientSummary, mine: Draft, theirs: Draft, version: int, *, lapsed: bool = False) -> Conflict:
    """Two drafts of this summary."""
    return Conflict(url_for("client_summaries.update", id=summary.id), "text", version, _side(mine), _side(theirs), lapsed=lapsed)


def _side(draft: Draft) -> Text:
    return Text(draft.text, (("language", draft.language), *(("facts", kind.value) for kind in draft.facts)))


def same(one: Draft, other: Draft) -> bool:
    """Whether two drafts say the same."""
    return (one.text.strip(), one.language, set(one.facts)) == (other.text.strip(), other.language, set(other.facts))


def names_in(engagement: Engagement, document: Document) -> list[str]:
    """Participants of today and before who are called by name in the document."""
    written = [document.lead, *(text for section in document.sections for text in section.paragraphs)]
    return [person.name for person in mentioned("\n".join(written), circles.ever(db.session(), engagement))]


def details(facts: Facts, language: str) -> dict[str, str]:
    """What each fact would say now, beside its box."""
    rows = {kind: "; ".join(_said(row) for row in _rows(kind, facts, language)) for kind in facts.kinds if kind is not FactKind.AGREEMENTS}
    return {kind.value: text for kind, text in rows.items()} | {FactKind.AGREEMENTS.value: " · ".join(one.text for one in facts.agreements)}


def _said(row: Row) -> str:
    return f"{row.label}: {row.text}"


def compose(engagement: Engagement, draft: Draft, facts: Facts, *, on: date) -> Document:
    """Exactly what the client will get: written out once, in the client's language."""
    with force_locale(draft.language):
        return Document(
            kind="summary",
            number=formats.plain_date(on, draft.language),
            language=draft.language,
            title=_("Summary of the supervision"),
            lead=_("Everybody who takes part has approved this text word for word. It tells nothing about any one person."),
            sections=tuple(_sections(engagement, draft, facts)),
        )


def _sections(engagement: Engagement, draft: Draft, facts: Facts) -> Iterator[Section]:
    language, ticked = draft.language, [kind for kind in facts.kinds if kind in draft.facts]
    yield Section("about", _("About the supervision"), rows=tuple(_about(engagement, language)))
    if draft.text:
        yield Section("words", _("What was worked on"), tuple(part for part in draft.text.split("\n\n") if part.strip()))
    numbers = [kind for kind in ticked if kind in {FactKind.MEETINGS, FactKind.HOURS, FactKind.ATTENDANCE}]
    if numbers:
        yield Section("numbers", _("In numbers"), rows=tuple(row for kind in numbers for row in _rows(kind, facts, language)))
    goals = [kind for kind in ticked if kind in {FactKind.THEMES, FactKind.PROGRESS}]
    if goals:
        yield Section("goals", _("Goals of the group"), rows=tuple(row for kind in goals for row in _rows(kind, facts, language)))
    if FactKind.AGREEMENTS in ticked:
        yield Section("agreements", _("What the group has agreed on"), tuple(one.text for one in facts.agreements))


def _about(engagement: Engagement, language: str) -> Iterator[Row]:
    organisations = {contact.organisation.name: None for contact in db.session.scalars(contacts_of(engagement))}
    yield Row(_("Client"), ", ".join(organisations))
    yield Row(_("Form"), _("Professional supervision") if engagement.form is Shape.CRISIS else str(words.FORMS[engagement.form]))
    supervisors = engagement.supervisors_at(utcnow())
    yield Row(ngettext("Supervisor", "Supervisors", len(supervisors)), ", ".join(person.name for person in supervisors))
    held = select(Meeting.starts_at).where(Meeting.engagement_id == engagement.id, Meeting.held_at.is_not(None)).order_by(Meeting.starts_at)
    days = db.session.scalars(held).all()
    if days:
        yield Row(_("Time"), formats.date_range(days[0], days[-1], language))


def _rows(kind: FactKind, facts: Facts, language: str) -> Iterator[Row]:
    label = str(FACTS[kind])
    if kind is FactKind.MEETINGS:
        yield Row(label, _("%(held)s of %(planned)s planned", held=facts.held, planned=facts.planned))
    elif kind is FactKind.HOURS:
        units = formats.number(units_of(facts.minutes), language)
        yield Row(label, _("%(units)s × 45 min", units=units))
    elif kind is FactKind.ATTENDANCE:
        yield Row(label, _("%(came)s of %(expected)s places taken, all meetings together", came=facts.came, expected=facts.expected))
    elif kind is FactKind.THEMES:
        yield Row(label, ", ".join(in_language(dict(theme), language) for theme in facts.themes))
    elif kind is FactKind.PROGRESS:
        for number, goal in enumerate(facts.rated, start=1):
            theme = in_language(dict(goal.theme), language) if goal.theme else _("Goal %(number)s", number=number)
            yield Row(theme, str(BANDS[goal.band]) if goal.band else "")


def ask(summary: ClientSummary, members: Iterable[Person]) -> None:
    """Tell the participants that a text waits for their approval."""
    url = address(url_for("summary_answers.edit", id=summary.id))
    for person in members:
        send(person, "confidential/mail/summary_question", notice=NoticeKind.QUESTION, url=url)


def tell_supervisors(summary: ClientSummary) -> None:
    """Tell the supervisors that everybody has approved, or that not everybody has: nothing about anybody."""
    approved = summary.state is SummaryState.APPROVED
    url = address(url_for("client_summaries.show", id=summary.id))
    for person in summary.engagement.supervisors_at(utcnow()):
        template = "confidential/mail/summary_approved" if approved else "confidential/mail/summary_returned"
        send(person, template, notice=NoticeKind.WORK, url=url)


def tell_client(summary: ClientSummary, contacts: Iterable[Contact]) -> None:
    """Tell whoever speaks for the client that a summary has come; each person once."""
    url = address(url_for("delivered_summaries.show", id=summary.id))
    for person in {contact.person.id: contact.person for contact in contacts}.values():
        send(person, "confidential/mail/summary_delivered", url=url)
