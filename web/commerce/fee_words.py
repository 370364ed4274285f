"""A fee in words: the rule, the clock, the dates and the arithmetic, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from models.base.money import vat_of
from models.commerce.cancellation import CancellationKind, CancellationState, MovedBy, NoticeSource, WaiverReason
from models.commerce.catalogue import FeeVat, in_language
from models.commerce.fee import Fee, Rule
from web import formats
from web.forms import language

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS: Final[dict[str, LazyString]] = {
    CancellationKind.CLIENT: _l("Cancelled by the client"),
    CancellationKind.PROVIDER: _l("Cancelled by the provider"),
    CancellationKind.WITHDRAWAL: _l("Withdrawn by a consumer"),
    CancellationKind.NO_SHOW: _l("Nobody came to the first meeting"),
    CancellationKind.INTERRUPTION: _l("Broken off on the way"),
}
STATES: Final[dict[str, tuple[str, LazyString]]] = {
    CancellationState.PROPOSED: ("half", _l("Waits for a decision")),
    CancellationState.CONFIRMED: ("full", _l("Confirmed")),
    CancellationState.DISMISSED: ("off", _l("Dismissed")),
}
SOURCES: Final[dict[str, LazyString]] = {
    NoticeSource.FORM: _l("By form"),
    NoticeSource.EMAIL: _l("By e-mail"),
    NoticeSource.ATTENDANCE: _l("From the attendance of the first meeting"),
}
MOVERS: Final[dict[str, LazyString]] = {
    MovedBy.CLIENT: _l("The client"),
    MovedBy.PROVIDER: _l("The provider"),
}
REASONS: Final[dict[str, LazyString]] = {
    WaiverReason.CERTIFICATE_SEEN: _l("A certificate has been seen"),
    WaiverReason.SEAT_REFILLED: _l("Somebody else took the seat"),
    WaiverReason.PROVIDER_ERROR: _l("The mistake was ours"),
    WaiverReason.GOODWILL: _l("Goodwill"),
}


@dataclass(frozen=True)
class Bill:
    """A fee with its tax, as it would be paid: each payer's tax is of their own part."""

    net: int
    vat: int

    @property
    def gross(self) -> int:
        """What is paid, in cents."""
        return self.net + self.vat


def bill(fee: Fee, shares: Iterable[int] | None = None) -> Bill:
    """The fee with its tax, of one payer unless the shares are given."""
    parts = [fee.cents] if shares is None else list(shares)
    return Bill(fee.cents, sum(vat_of(part, fee.vat_basis_points) for part in parts))


def vat_rate(basis_points: int) -> str:
    """25.5 %, as people write it."""
    rate = Decimal(basis_points) / 100
    return formats.percent(rate.quantize(Decimal(1)) if rate == rate.to_integral() else rate.normalize(), language())


def explained(fee: Fee) -> list[str]:
    """Why the fee is what it is: one sentence each."""
    said = [*_rule(fee), *_clock(fee)]
    return [*said, *_arithmetic(fee), *_tax(fee)] if fee.cents else said


def share(fee: Fee) -> str:
    """The fee as a part of the price, for a table."""
    if fee.rule is Rule.HELD_PLUS_50:
        return str(ngettext("%(num)d meeting + %(percent)s", "%(num)d meetings + %(percent)s", fee.used, percent=_percent(fee.percent)))
    if fee.rule is Rule.WITHDRAWAL_HELD:
        return str(ngettext("%(num)d meeting", "%(num)d meetings", fee.used))
    return _percent(fee.percent)


def _rule(fee: Fee) -> list[str]:
    notice = formats.date_and_time(fee.notice, language())
    if fee.rule is Rule.NOT_IN_FORCE:
        return [_("The notice came on %(notice)s, before everybody had signed. What is not in force costs nothing.", notice=notice)]
    if fee.rule is Rule.PROVIDER:
        return [_("The provider cancelled on %(notice)s. That costs the client nothing.", notice=notice)]
    if fee.rule in {Rule.WITHDRAWAL, Rule.WITHDRAWAL_HELD}:
        return _withdrawal(fee, notice)
    if fee.is_on_the_way and fee.rule is not Rule.NO_SHOW:
        return _on_the_way(fee, notice)
    return [_when(fee, notice), _terms(fee)]


def _withdrawal(fee: Fee, notice: str) -> list[str]:
    until = formats.date(fee.withdrawal_until, language()) if fee.withdrawal_until else ""
    said = _("A consumer may withdraw until %(until)s, and the notice came on %(notice)s.", until=until, notice=notice)
    if fee.rule is Rule.WITHDRAWAL:
        return [said, _("Withdrawing costs nothing.")]
    return [said, _("The meetings began earlier because that was expressly asked for: those that had begun are paid for.")]


def _on_the_way(fee: Fee, notice: str) -> list[str]:
    begun = ngettext(
        "The notice came on %(notice)s, when %(num)d meeting of %(meetings)s had begun.",
        "The notice came on %(notice)s, when %(num)d meetings of %(meetings)s had begun.",
        fee.used,
        notice=notice,
        meetings=fee.meetings,
    )
    if fee.rule is Rule.WHOLE_PRICE_DUE:
        return [begun, _("By the agreement the whole price is due when it is broken off on the way.")]
    due = _("By the agreement the meetings that had begun are then paid for, and %(percent)s of the rest.", percent=_percent(fee.percent))
    return [begun, due]


def _when(fee: Fee, notice: str) -> str:
    if fee.start is None:
        return str(_("The notice came on %(notice)s. No start had been agreed.", notice=notice))
    start = formats.date(fee.start, language())
    if fee.rule is Rule.NO_SHOW:
        return str(_("Nobody came to the first meeting on %(start)s, and no notice had come.", start=start))
    if not fee.days_before:
        return str(_("The notice came on %(notice)s, on the day of the start.", notice=notice))
    said = ngettext(
        "The notice came on %(notice)s, %(num)d day before the start on %(start)s.",
        "The notice came on %(notice)s, %(num)d days before the start on %(start)s.",
        fee.days_before,
        notice=notice,
        start=start,
    )
    return str(said)


def _terms(fee: Fee) -> str:
    percent, name = _percent(fee.percent), in_language(fee.policy_name, language())
    if fee.rule is Rule.FLOOR:
        return str(
            _("When the client moved the start, a cancellation would have cost %(percent)s. It costs at least that.", percent=percent)
        )
    if not fee.percent:
        return str(_("By the terms “%(name)s” that costs nothing.", name=name))
    return str(_("By the terms “%(name)s” that costs %(percent)s of the price.", name=name, percent=percent))


def _clock(fee: Fee) -> list[str]:
    if fee.clock is None or fee.rule is Rule.PROVIDER:
        return []
    return [_("The agreement came into force on %(clock)s.", clock=formats.date_and_time(fee.clock, language()))]


def _arithmetic(fee: Fee) -> list[str]:
    price, total = _money(fee.base_cents), _money(fee.cents)
    if fee.rule is Rule.WITHDRAWAL_HELD:
        sums = _(
            "%(used)s of %(meetings)s meetings: %(total)s of %(price)s.", used=fee.used, meetings=fee.meetings, total=total, price=price
        )
    elif fee.rule is Rule.HELD_PLUS_50:
        held, rest = _money(fee.used_cents), _money(fee.base_cents - fee.used_cents)
        sums = _(
            "%(held)s for the meetings that had begun, and %(percent)s of the other %(rest)s: %(total)s.",
            held=held,
            percent=_percent(fee.percent),
            rest=rest,
            total=total,
        )
    else:
        sums = _("%(percent)s of %(price)s is %(total)s.", percent=_percent(fee.percent), price=price, total=total)
    return [sums]


def _tax(fee: Fee) -> list[str]:
    if fee.fee_vat is FeeVat.OUT_OF_SCOPE and not fee.vat_basis_points:
        return [_("No VAT is added: by the agreement the fee is compensation outside the scope of VAT.")]
    return [_("VAT of %(rate)s is added, because the fee is taxed as the service is.", rate=vat_rate(fee.vat_basis_points))]


def _percent(value: int) -> str:
    return formats.percent(value, language())


def _money(cents: int) -> str:
    return formats.money(cents, language())
