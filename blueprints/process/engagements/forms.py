"""The form of an engagement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired

from models.process import Form as Shape
from models.process import Organisation
from web.extensions import db
from web.fields import VersionedForm, options
from web.validators import Line, Prose
from web.words import FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.process import Engagement

NOBODY = "0"


class EngagementForm(VersionedForm):
    """Everything but the form of supervision, which stays what it was made as."""

    name = StringField(_("Name of the engagement"), [Line(160)])
    organisation = SelectField(_("Commissioned by"), default=NOBODY)
    commissioning_aim = TextAreaField(_("What the client hopes for"), [Prose(2000, required=False)])
    group_rules = TextAreaField(_("Rules of the group"), [Prose(4000, required=False)])
    manager_present = BooleanField(_("A manager of the participants takes part"))

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """Let one of these be chosen as the client, or none."""
        self.organisation.choices = options([(NOBODY, _("No client organisation")), *((str(o.id), o.name) for o in organisations)])

    def fill(self, engagement: Engagement) -> None:
        """Put the answers into the engagement."""
        engagement.name = str(self.name.data)
        engagement.organisation = db.session.get(Organisation, int(self.organisation.data))
        engagement.commissioning_aim = self.commissioning_aim.data or ""
        engagement.manager_present = bool(self.manager_present.data)
        engagement.change_rules(self.group_rules.data or "")

    @staticmethod
    def answers(engagement: Engagement) -> dict[str, Any]:
        """The engagement as the form's data."""
        fields = ("name", "commissioning_aim", "group_rules", "manager_present", "version")
        answers = {name: getattr(engagement, name) for name in fields}
        return answers | {"organisation": str(engagement.organisation_id or NOBODY)}


class NewEngagementForm(EngagementForm):
    """With the form of supervision."""

    form = RadioField(_("Form"), [InputRequired(_("Choose a form of supervision."))], choices=options(FORMS.items()), name="supervision")

    def fill(self, engagement: Engagement) -> None:
        """Put the answers into a new engagement."""
        engagement.form = Shape(self.form.data)
        engagement.group_rules = self.group_rules.data or ""
        super().fill(engagement)
