"""The group's shared agreements on their page: the list again after each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for
from flask_babel import lazy_gettext as _
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from models.base import DomainError, diff
from models.base.clock import utcnow
from models.confidential import PracticeWord
from vault import agreement_pages, shared_agreements
from vault.shared_agreements import LONGEST, WordingChanged
from web import hx
from web.access import actor_or_sign_in
from web.extensions import db
from web.forms import Form
from web.validators import Between

if TYPE_CHECKING:
    from flask import Response

    from models.confidential import SharedAgreement
    from models.process import Engagement


class AgreementForm(Form):
    """The wording, and the version that it was typed over."""

    text = TextAreaField(_("What do we agree on?"))
    version = IntegerField(validators=[InputRequired()], widget=HiddenInput(), default=0)

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.text.flags.maxlength = LONGEST

    def refuse(self, refusal: DomainError) -> None:
        """Whatever is refused is refused of the text."""
        refusal.field = "text"
        super().refuse(refusal)


class WordForm(Form):
    """A yes about exactly one wording, or the taking back of it."""

    version_id = IntegerField(validators=[InputRequired(), Between(1, 2**31 - 1, "")], widget=HiddenInput())


def listing(engagement: Engagement, form: AgreementForm, *, status: int = 200, changed: bool = False, say: str | None = None) -> Response:
    """The page of the group's agreements, or its list for htmx. ``changed``: somebody answered about words that are no more."""
    found = agreement_pages.listed(db.session(), actor_or_sign_in(), engagement, now=utcnow())
    return hx.render(
        "confidential/shared_agreements/index.html",
        fragment="agreements",
        status=status,
        engagement=engagement,
        agreements=found,
        changes={one.id: [(c.kind, c.text) for c in diff.words(one.former, one.text)] for one in found if one.former},
        form=form,
        changed=changed,
        say=say,
    )


def answered(agreement: SharedAgreement, word: PracticeWord, *, yes: bool, say: str) -> Response:
    """Take the answer, and show the list again; when the wording has changed meanwhile, the new one."""
    form, engagement = WordForm(), agreement.engagement
    if not form.accepts():
        return listing(engagement, AgreementForm(formdata=None), status=422)
    try:
        shared_agreements.answer(db.session(), actor_or_sign_in(), form.version_id.data or 0, word, yes=yes, now=utcnow())
    except WordingChanged:
        return listing(engagement, AgreementForm(formdata=None), status=409, changed=True)
    db.session.commit()
    if hx.is_partial():
        return listing(engagement, AgreementForm(formdata=None), say=say)
    return hx.see_other(url_for("shared_agreements.index", id=engagement.id, _anchor=f"agreement-{agreement.id}"), say=say)
