"""Sentences of shared agreements and the client's summary."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

_STALE = _("The text was changed elsewhere while you were writing. Both texts are here. Choose which one stays.")

SENTENCES: Final[dict[str, LazyString]] = {
    "shared_agreement.not_yours": _("This agreement is not open to you."),
    "shared_agreement.wording_changed": _("The wording has changed since you opened it."),
    "shared_agreement.stale": _STALE,
    "summary.not_yours": _("This summary is not open to you."),
    "summary.not_draft": _("The participants have been asked about this text. Take it back first if you want to change it."),
    "summary.not_asked": _("Nobody is asked about this text now. Nothing was saved."),
    "summary.not_approved": _("Not everybody has approved this text. It cannot be delivered."),
    "summary.no_client": _("Nobody speaks for a client of this engagement. Ask the account manager to add a contact."),
    "summary.nobody_to_ask": _("There is no participant who could approve the text."),
    "summary.stale": _STALE,
    "summary.changed": _("The text has changed since you opened it. Read the new text, then answer."),
    "summary.agreement_not_told": _(
        "A shared agreement in the text may no longer be told outside. The supervisor takes the text back and writes it without the agreement."
    ),
}
