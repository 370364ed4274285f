"""Terms as sentences and rows, in the language in force. Before a start is known days are counted, not dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import ngettext

from models.commerce.catalogue import Interruption
from models.commerce.document import Row
from web import formats
from web.i18n import language

if TYPE_CHECKING:
    from models.commerce.terms import Policy, Terms, Tier


def cancellation_rows(policy: Policy) -> tuple[Row, ...]:
    """When the client cancels, and what that costs."""
    no_show = Row(_("Nobody comes to the first meeting, without notice"), _share(policy.no_show_percent))
    return (
        Row(_("Before the agreement is signed"), _("free of charge")),
        *(Row(_when(tier), _share(tier.percent)) for tier in policy.tiers),
        no_show,
    )


def single_meetings(terms: Terms) -> str:
    """What moving one meeting costs."""
    moves = ngettext(
        "One meeting can be moved free of charge when you tell us at least %(hours)s hours before it.",
        "%(num)d meetings can be moved free of charge when you tell us at least %(hours)s hours before each.",
        terms.free_moves,
        hours=terms.notice_hours,
    )
    later = _("A meeting cancelled later counts as used. The price stays the same.")
    return f"{moves} {later}"


def interruption(terms: Terms) -> str:
    """What is due when the client breaks off."""
    if terms.interruption is Interruption.WHOLE_PRICE_DUE:
        return str(_("If you end the process before its last meeting, the whole price is due."))
    return str(_("If you end the process before its last meeting, you pay for the meetings held and half of the price of the rest."))


def consumer_withdrawal(terms: Terms) -> str:
    """A consumer's right of withdrawal; empty for others."""
    if not terms.withdrawal_days:
        return ""
    right = ngettext(
        "As a consumer you may withdraw within %(num)d day of the agreement without giving a reason and free of charge.",
        "As a consumer you may withdraw within %(num)d days of the agreement without giving a reason and free of charge.",
        terms.withdrawal_days,
    )
    return f"{right} " + str(_("If you have asked the meetings to begin earlier, you pay for those already held."))


def option(terms: Terms, price_cents: int) -> str:
    """The option of additional meetings; ``price_cents`` is of one, as it is shown to this payer. Empty when there is none."""
    if not terms.option_meetings:
        return ""
    more = ngettext(
        "You may order %(num)d additional meeting at %(price)s, within %(days)s days of the last planned one.",
        "You may order up to %(num)d additional meetings at %(price)s each, within %(days)s days of the last planned one.",
        terms.option_meetings,
        price=formats.money(price_cents, language()),
        days=terms.option_days,
    )
    return str(more)


def _share(percent: int) -> str:
    return str(_("%(percent)s of the price", percent=formats.percent(percent, language())) if percent else _("free of charge"))


def _when(tier: Tier) -> str:
    """A tier's days in words."""
    if tier.most is None:
        days = ngettext("At least %(num)d day before the start", "At least %(num)d days before the start", tier.least)
        return str(days if tier.least else _("Any day before the start"))
    if tier.most == 0:
        return str(_("On the day of the start"))
    if tier.least == 0:
        return str(ngettext("%(num)d day before the start or on its day", "%(num)d days before the start or later", tier.most))
    if tier.most == tier.least:
        return str(ngettext("%(num)d day before the start", "%(num)d days before the start", tier.most))
    return str(_("%(most)s to %(least)s days before the start", most=tier.most, least=tier.least))
