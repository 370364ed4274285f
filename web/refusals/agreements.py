"""Sentences about agreements."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "agreement.not_a_draft": _("This version has been sent for signing and stays as it is. Make an amendment instead."),
    "agreement.incomplete": _("The agreement still lacks something. Fill in what is listed, then send it."),
    "agreement.not_awaiting": _("This agreement does not wait for signatures."),
    "agreement.already_answered": _("You have answered already. There is nothing more to do."),
    "agreement.superseded": _("A newer version has taken this one’s place. Read that one instead."),
    "agreement.lapsed": _("The time for signing is over, or the agreement was taken back. Ask the account manager to send it again."),
    "agreement.in_force_already": _("The agreement is in force already. There is nothing more to sign."),
    "agreement.text_changed": _("The text has changed since you opened it. Read it again, then sign."),
    "agreement.not_in_force": _("The agreement is not in force, so this cannot be done."),
    "agreement.amendment_open": _("Another version is being prepared or signed. Finish it first, or take it back."),
    "agreement.amendment_unexplained": _("Write why the agreement changes."),
    "agreement.quote_not_accepted": _("An agreement is made from an accepted quote. Wait for the answer, or start without a quote."),
    "agreement.takes_part": _("%(name)s supervises this process and cannot take part in it."),
    "agreement.planned_twice": _("%(name)s is on the list already."),
    "option.used_up": _("The option has %(left)s meetings left for you. Order fewer, or ask for an amendment."),
    "option.over": _("The option’s last day has passed. Additional meetings now take an amendment of the agreement."),
    "option.none": _("This agreement has no option to use. Additional meetings take an amendment of the agreement."),
    "payer.nowhere": _("Write where the invoice goes: an e-invoice address, or an e-mail address."),
    "payer.fallback_unexplained": _("Write why the organisation takes no e-invoice."),
    "payer.in_use": _("%(name)s pays for somebody’s place. Remove those participants first."),
    "planned_supervisor.unexplained": _(
        "Write why this supervisor all the same: the qualification or an earlier contact needs an explanation."
    ),
}
