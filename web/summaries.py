"""The client's summary over HTTP: its form, two drafts of it side by side, and whom a mail tells what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from models.base import DomainError
from models.base.clock import utcnow
from models.confidential import ClientSummary, SummaryState
from models.people.notification import NoticeKind
from vault.client_summaries import LONGEST, Draft
from vault.summary_facts import FactKind, Facts
from web.autosave import Conflict, Text
from web.fields import options
from web.forms import Form
from web.i18n import NAMES
from web.mail import address, send
from web.summary_texts import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.people import Person
    from models.process import Contact

PREFIX = "summary"
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
