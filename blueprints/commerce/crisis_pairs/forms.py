"""Who supervises a crisis: a pair is recommended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import InputRequired

from models.commerce.crisis import SingleReason
from web.commerce.request_fields import or_nothing
from web.commerce.request_words import SINGLE_REASONS
from web.fields import CarefulForm, options

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.people import Person


@dataclass(frozen=True)
class Candidate:
    """A qualified supervisor, and whether the directory tells of experience with crises."""

    person: Person
    experienced: bool


class PairForm(CarefulForm):
    """The lead, the second, and why there is no second."""

    lead = SelectField(_("Lead supervisor"), [InputRequired(_("Choose a supervisor."))])
    second = SelectField(_("Second supervisor"), filters=[or_nothing])
    single_reason = SelectField(
        _("Why one supervisor is enough"), filters=[or_nothing], choices=options([("", _("Choose")), *SINGLE_REASONS.items()])
    )

    def __init__(self, candidates: Sequence[Candidate], **data: str) -> None:
        super().__init__(data=data)
        self.candidates = {str(each.person.id): each for each in candidates}
        names = [(key, _named(each)) for key, each in self.candidates.items()]
        self.lead.choices = options([("", _("Choose")), *names])
        self.second.choices = options([("", _("Nobody")), *names])

    def people(self) -> list[Person]:
        """Those chosen, the lead first."""
        return [each.person for each in self._chosen()]

    def reason(self) -> SingleReason | None:
        """Why one is enough."""
        return SingleReason(self.single_reason.data) if self.single_reason.data else None

    def doubts(self) -> list[tuple[str, str]]:
        """What is unusual about the choice."""
        found = [
            (f"experience-{each.person.id}", gettext("%(name)s has told of no experience with crises.", name=each.person.name))
            for each in self._chosen()
            if not each.experienced
        ]
        if not self.second.data:
            found.append(("single", gettext("A crisis is best supervised by a pair, who can reflect together.")))
        return found

    def _chosen(self) -> Iterator[Candidate]:
        return (self.candidates[str(field.data)] for field in (self.lead, self.second) if field.data)


def _named(each: Candidate) -> str:
    return gettext("%(name)s (experience with crises)", name=each.person.name) if each.experienced else each.person.name
