"""The whole request, read anew from what was kept of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from blueprints.commerce.request_drafts.forms import UNSURE, ContactForm, HopesForm, TimesForm, WhomForm, kept
from models.base import DomainError
from models.base.forms import Form
from models.commerce.request import Answers, WishedMode
from web.commerce.request_fields import chosen_sector

if TYPE_CHECKING:
    from collections.abc import Mapping


class Incomplete(DomainError):
    """A step is missing or does not hold any more."""

    code = "request.incomplete"


@dataclass(frozen=True)
class Whole:
    """The four steps, each valid."""

    whom: WhomForm
    hopes: HopesForm
    times: TimesForm
    contact: ContactForm

    def answers(self) -> Answers:
        """What is asked for, and by whom."""
        whom, hopes, times, contact = self.whom, self.hopes, self.times, self.contact
        form = None if whom.supervision.data == UNSURE else Form(whom.supervision.data)
        return Answers(
            form=form,
            people=None if form is Form.INDIVIDUAL else whom.people.data,
            themes=hopes.ticked(),
            message=hopes.message.data or "",
            starts_from=times.starts_from.day,
            mode=WishedMode(times.mode.data),
            place=times.place.data or "",
            meeting_language=times.meeting_language.data,
            wishes=times.wishes.data or "",
            supervisors=times.wished(),
            contact_name=contact.contact_name.data or "",
            contact_email=contact.contact_email.data or "",
            contact_phone=contact.contact_phone.data or "",
            sector=chosen_sector(contact.sector.data, contact.found),
            sector_other=contact.other_sector,
            billing=contact.billing(),
        )


def whole(answers: Mapping[str, Any]) -> Whole:
    """The request as it was written. Raises Incomplete."""
    forms = {step: kept(step, answers) for step in ("whom", "hopes", "times", "contact")}
    if not all(form.validate() for form in forms.values()):
        raise Incomplete
    return Whole(
        cast("WhomForm", forms["whom"]),
        cast("HopesForm", forms["hopes"]),
        cast("TimesForm", forms["times"]),
        cast("ContactForm", forms["contact"]),
    )
