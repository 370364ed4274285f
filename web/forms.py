"""The base form: WTForms over what was posted, in the person's language, with refusals set beside their fields."""

from __future__ import annotations

import codecs
from functools import cache
from gettext import GNUTranslations
from typing import TYPE_CHECKING, Any

from flask import request
from wtforms import Form as WTForm
from wtforms import SelectChoice  # type: ignore[attr-defined]  # newer than the types published for it
from wtforms.i18n import get_translations

from web.access import UNSAFE
from web.i18n import language
from web.refusals import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.base import DomainError

__all__ = ["Form", "SelectChoice", "language"]

# Werkzeug keeps broken bytes of a form as per cent signs and digits, which would pass for text. As U+FFFD they are refused.
codecs.register_error("werkzeug.url_quote", codecs.replace_errors)


@cache
def _messages(language: str) -> GNUTranslations:
    """WTForms' own messages, from the catalogues that come with it: it fills them in itself."""
    translations: GNUTranslations = get_translations([language])
    return translations


class Form(WTForm):
    """Fill from the request when it posts, else from ``obj``/``data``; keep what was typed when refused."""

    class Meta:
        """Messages in the person's language."""

        def get_translations(self, _form: WTForm) -> GNUTranslations:
            return _messages(language())

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        if not args and "formdata" not in kwargs and request.method in UNSAFE:
            kwargs["formdata"] = request.form | request.files if request.files else request.form
        super().__init__(*args, **kwargs)

    def is_posted(self) -> bool:
        """Whether this request submits the form."""
        return request.method in UNSAFE

    def accepts(self) -> bool:
        """Posted, and every field valid."""
        return self.is_posted() and bool(self.validate())

    def refuse(self, refusal: DomainError) -> None:
        """Show the refusal's sentence at its field, or on top when it belongs to none."""
        field = refusal.field if refusal.field in self._fields else None
        errors: Sequence[str] = [*(self._fields[field].errors if field else self.form_errors), sentence(refusal)]
        if field:
            self._fields[field].errors = list(errors)
        else:
            self.form_errors = list(errors)
