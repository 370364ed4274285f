"""WTForms validators over the domain's own reading of values: what was typed is cleaned, or refused with the domain's sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import ValidationError
from wtforms.validators import StopValidation

from models.base import DomainError
from models.base.email import EmailAddress
from models.base.text import clean_line, clean_text
from web.refusals import sentence

if TYPE_CHECKING:
    from flask_babel import LazyString
    from wtforms import Field, Form


class _Flagged:
    """Tells the field macro what a browser and a screen reader may know: required, largest length."""

    def __init__(self, limit: int, *, required: bool) -> None:
        self.limit, self.required = limit, required
        self.field_flags = {"required": True, "maxlength": limit} if required else {"maxlength": limit}


class Line(_Flagged):
    """One line of text, at most ``limit`` characters; the field's data becomes the cleaned text."""

    def __init__(self, limit: int, *, required: bool = True) -> None:
        super().__init__(limit, required=required)

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            field.data = clean_line(field.data, limit=self.limit, required=self.required)
        except DomainError as refusal:
            raise StopValidation(sentence(refusal)) from refusal


class Prose(Line):
    """Text of several lines, at most ``limit`` characters; the field's data becomes the cleaned text."""

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            field.data = clean_text(field.data, limit=self.limit, required=self.required)
        except DomainError as refusal:
            raise StopValidation(sentence(refusal)) from refusal


class Address:
    """An e-mail address; the field's data stays as typed."""

    def __init__(self, *, required: bool = True) -> None:
        self.required = required
        self.field_flags = {"required": True} if required else {}

    def __call__(self, _form: Form, field: Field) -> None:
        if not self.required and not (field.data or "").strip():
            field.data = None
            return
        try:
            EmailAddress.parse(field.data)
        except DomainError as refusal:
            raise ValidationError(sentence(refusal)) from refusal


class Between:
    """A whole number within bounds; WTForms' own range check cannot take one of four hundred digits."""

    def __init__(self, least: int, most: int, message: LazyString | str) -> None:
        self.least, self.most, self.message = least, most, message

    def __call__(self, _form: object, field: Field) -> None:
        """Raise ValidationError when the number is missing or outside."""
        if field.data is None or not self.least <= field.data <= self.most:
            raise ValidationError(str(self.message))
