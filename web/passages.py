"""The editor of a passage: its form, its page, and two texts for one passage side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from models.base import DomainError
from models.confidential import Passage
from vault.drafts import Draft
from vault.writer import LONGEST, StaleText
from web import hx
from web.autosave import Conflict, Text
from web.forms import Form, SelectChoice
from web.notes import page_of, people_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from flask import Response

    from models.people import Person

PREFIX = "passage"


class PassageForm(Form):
    """The text, whom it is about, and the version that it was typed over."""

    text = TextAreaField(_("Text"))
    subjects = SelectMultipleField(
        _("Who is this about?"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput())

    def __init__(self, passage: Passage, **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(**kwargs)
        self.passage, self.people = passage, people_in(passage.meeting)
        self.subjects.choices = [SelectChoice(p.id, p.name) for p in self.people]
        self.text.flags.maxlength = LONGEST

    @classmethod
    def of(cls, passage: Passage, draft: Draft) -> PassageForm:
        """Filled with what the editor starts from."""
        return cls(passage, data={"text": draft.text, "subjects": list(draft.subjects), "version": passage.version})

    def draft(self) -> Draft:
        """What was typed and ticked."""
        return Draft(self.text.data or "", tuple(self.subjects.data or ()))

    def refuse(self, refusal: DomainError) -> None:
        """What is refused is refused of the text, unless the refusal says otherwise."""
        refusal.field = refusal.field or "text"
        super().refuse(refusal)

    def conflict(self, mine: Draft, theirs: Draft, version: int, *, lapsed: bool = False) -> Conflict:
        """Two texts for this passage."""
        action = url_for("passage_drafts.update", id=self.passage.id)
        return Conflict(action, "text", version, self._text(mine), self._text(theirs), lapsed=lapsed)

    def _text(self, draft: Draft) -> Text:
        names = tuple(p.name for p in self.people if p.id in draft.subjects)
        return Text(draft.text, tuple(("subjects", str(person_id)) for person_id in draft.subjects), names)


def same(one: Draft, other: Draft) -> bool:
    """Whether two drafts say the same about the same people."""
    return one.text.strip() == other.text.strip() and set(one.subjects) == set(other.subjects)


def editor(form: PassageForm, *, status: int = 200, untagged: Iterable[Person] = (), suggested_by: str | None = None) -> Response:
    """The editor's page."""
    return _page(form, status, conflict=None, untagged=list(untagged), suggested_by=suggested_by)


def choice(form: PassageForm, conflict: Conflict, *, status: int = 200) -> Response:
    """The page that shows two texts and asks which one stays."""
    return _page(form, status, conflict=conflict, untagged=[], suggested_by=None)


def stale_choice(form: PassageForm, stale: StaleText) -> Response:
    """As ``choice``, after a save that came too late."""
    return choice(form, form.conflict(form.draft(), stale.theirs, stale.version), status=409)


def _page(form: PassageForm, status: int, **context: object) -> Response:
    meeting = form.passage.meeting
    return hx.render(
        "confidential/passages/edit.html",
        fragment="editor",
        status=status,
        form=form,
        passage=form.passage,
        meeting=meeting,
        back=page_of(meeting, f"passage-{form.passage.id}"),
        prefix=PREFIX,
        **context,
    )
