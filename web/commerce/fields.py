"""Fields of what is offered: sums of money, shares, counts, and texts in three languages side by side."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Optional

from models.base import DomainError
from models.base.money import parse_cents
from models.commerce.catalogue import Texts
from models.people import LANGUAGES
from web.forms import Form
from web.refusals import sentence
from web.validators import Between, Line, Prose

NAME, TITLE, DESCRIPTION, BODY = 120, 120, 600, 6000  # characters
SHARE = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?")


class MoneyField(StringField):
    """A sum in euros, as 1050 or 1 050,00; ``data`` stays as typed, ``cents`` is the sum."""

    cents: int = 0

    def process_data(self, value: Any) -> None:  # noqa: ANN401  cents, a text or nothing
        """Show cents as they are typed."""
        self.data = f"{value // 100},{value % 100:02d}" if isinstance(value, int) else value

    def pre_validate(self, _form: object) -> None:
        """Read the sum."""
        try:
            self.cents = parse_cents(self.data or "")
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal


class ShareField(StringField):
    """Per cent, as 25,5; ``data`` stays as typed, ``basis_points`` is the share (2550)."""

    basis_points: int = 0

    def process_data(self, value: Any) -> None:  # noqa: ANN401  basis points, a text or nothing
        """Show basis points as they are typed."""
        self.data = f"{value / 100:g}".replace(".", ",") if isinstance(value, int) else value

    def pre_validate(self, _form: object) -> None:
        """Read the share."""
        written = SHARE.fullmatch((self.data or "").strip())
        points = int(written[1]) * 100 + int((written[2] or "").ljust(2, "0")) if written else None
        if points is None or points > 100 * 100:
            raise ValidationError(str(_("Write a percentage from 0 to 100, for example 25,5.")))
        self.basis_points = points


def count(label: Any, least: int, most: int, *, optional: bool = False) -> IntegerField:  # noqa: ANN401  lazy texts have no common type
    """A whole number within bounds that only keep out slips of the finger."""
    message = _("Write a whole number from %(least)s to %(most)s.", least=least, most=most)
    return IntegerField(label, [Optional() if optional else InputRequired(message), Between(least, most, message)])


class NameForm(Form):
    """A name in one language."""

    name = StringField(_("Name"), [Line(NAME, required=False)])


class FirstNameForm(Form):
    """A name in the language that is always there."""

    name = StringField(_("Name"), [Line(NAME)])


class TitleForm(Form):
    """A title in one language."""

    title = StringField(_("Title"), [Line(TITLE, required=False)])


class FirstTitleForm(Form):
    """A title in the language that is always there."""

    title = StringField(_("Title"), [Line(TITLE)])


class ProductWordsForm(NameForm):
    """What a product is called and promises, in one language."""

    description = TextAreaField(_("Description"), [Prose(DESCRIPTION, required=False)])


class FirstProductWordsForm(FirstNameForm):
    """The same in the language that is always there."""

    description = TextAreaField(_("Description"), [Prose(DESCRIPTION, required=False)])


class BodyForm(Form):
    """A text in one language."""

    body = TextAreaField(_("Text"), [Prose(BODY, required=False)])


class FirstBodyForm(Form):
    """A text in the language that is always there."""

    body = TextAreaField(_("Text"), [Prose(BODY)])


class ThreeLanguages(Form):
    """Finnish, which is always written, and the other two beside it. Subclasses name what stands in each column."""

    def texts(self, name: str) -> Texts:
        """What was written under this name, in each language."""
        columns: dict[str, Any] = self._fields
        return {code: columns[code].form[name].data or "" for code in LANGUAGES}

    @staticmethod
    def columns(**texts: Texts) -> dict[str, dict[str, str]]:
        """Stored texts as the form's data: by language, then by name."""
        return {code: {name: text.get(code, "") for name, text in texts.items()} for code in LANGUAGES}
