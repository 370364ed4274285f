"""The form of a version of a product, wherever it is asked for, and a product's history in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField, SelectField

from models.base.forms import Form as SupervisionForm
from models.commerce.catalogue import Interruption, PricedPer, ProductVersion
from models.commerce.offer import policies_in_force
from web.commerce.fields import FirstProductWordsForm, MoneyField, ProductWordsForm, ShareField, ThreeLanguages, count
from web.commerce.services import today
from web.commerce.telling import told
from web.extensions import db
from web.fields import CarefulForm, DayField, options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.commerce.catalogue import ServiceSettings

PRICED_PER: Final[dict[str, LazyString]] = {
    PricedPer.ENGAGEMENT: _("The whole engagement"),
    PricedPer.SEAT: _("One seat"),
}
INTERRUPTIONS: Final[dict[str, LazyString]] = {
    Interruption.WHOLE_PRICE_DUE: _("The whole price"),
    Interruption.HELD_PLUS_50: _("The meetings held and half of the rest"),
}
NUMBERS: Final = (
    "meetings",
    "minutes",
    "interval_days",
    "supervisors",
    "fewest",
    "most",
    "option_meetings",
    "option_days",
    "notice_hours",
    "free_moves",
    "mid_evaluation_after",
)
CHOSEN: Final = ("organisation_policy", "self_policy")
UNTIL_EVER: Final = date(2199, 12, 31)


class ProductVersionForm(ThreeLanguages, CarefulForm):
    """A product as it is sold from a day on."""

    fi = FormField(FirstProductWordsForm)
    sv = FormField(ProductWordsForm)
    en = FormField(ProductWordsForm)
    effective_from = DayField(_("Counts from"))
    priced_per = SelectField(_("The price buys"), choices=options(PRICED_PER.items()))
    price = MoneyField(_("Price without VAT, €"))
    vat = ShareField(_("VAT, per cent"))
    meetings = count(_("Meetings"), 1, 100)
    minutes = count(_("Minutes of a meeting"), 5, 480)
    interval_days = count(_("Days between meetings"), 1, 365)
    supervisors = count(_("Supervisors"), 1, 2)
    fewest = count(_("Fewest people, ideally"), 1, 500, optional=True)
    most = count(_("Most people, ideally"), 1, 500, optional=True)
    option_meetings = count(_("Additional meetings at most"), 0, 100)
    option_price = MoneyField(_("Price of an additional meeting without VAT, €"))
    option_days = count(_("Days to order them in after the last planned meeting"), 0, 730)
    notice_hours = count(_("Hours before a meeting until which it is moved free of charge"), 0, 720)
    free_moves = count(_("Meetings that may be moved so"), 0, 100)
    mid_evaluation_after = count(_("Evaluation on the way after meeting number"), 1, 100, optional=True)
    final_evaluation = BooleanField(_("Evaluation at the end"))
    organisation_policy = SelectField(_("Cancellation terms when an organisation pays"))
    self_policy = SelectField(_("Cancellation terms when a person pays"))
    organisation_interruption = SelectField(_("Due when an organisation breaks off on the way"), choices=options(INTERRUPTIONS.items()))
    self_interruption = SelectField(_("Due when a person breaks off on the way"), choices=options(INTERRUPTIONS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  WTForms takes anything
        super().__init__(*args, **kwargs)
        policies = [(row.code, told(row.name).text) for row in db.session.scalars(policies_in_force(UNTIL_EVER))]
        self.organisation_policy.choices = self.self_policy.choices = options(policies)

    @classmethod
    def like(cls, version: ProductVersion) -> ProductVersionForm:
        """The form as the last version says it; the day is left to choose."""
        kept = {name: getattr(version, name) for name in (*NUMBERS, *CHOSEN, "final_evaluation")}
        chosen = {
            "priced_per": version.priced_per.value,
            "organisation_interruption": version.organisation_interruption.value,
            "self_interruption": version.self_interruption.value,
        }
        sums = {"price": version.price_cents, "option_price": version.option_price_cents, "vat": version.vat_basis_points}
        return cls(data=cls.columns(name=version.name, description=version.description) | kept | chosen | sums)

    def version(self, **made: Any) -> ProductVersion:  # noqa: ANN401  columns of the row
        """What was filled in, as a new version of a product."""
        assert self.effective_from.day is not None, "accepted before"  # noqa: S101
        return ProductVersion(
            effective_from=self.effective_from.day,
            name=self.texts("name"),
            description=self.texts("description"),
            price_cents=self.price.cents,
            vat_basis_points=self.vat.basis_points,
            option_price_cents=self.option_price.cents,
            final_evaluation=bool(self.final_evaluation.data),
            priced_per=PricedPer(self.priced_per.data),
            organisation_interruption=Interruption(self.organisation_interruption.data),
            self_interruption=Interruption(self.self_interruption.data),
            **{name: self[name].data for name in (*NUMBERS, *CHOSEN)},
            **made,
        )

    def unusual(self, form: SupervisionForm, settings: ServiceSettings) -> list[tuple[str, str]]:
        """What is asked about before it is saved: (code, sentence)."""
        asked, minutes = [], self.minutes.data or 0
        if not settings.shortest_minutes <= minutes <= settings.longest_minutes:
            usual = {"shortest": settings.shortest_minutes, "longest": settings.longest_minutes, "minutes": minutes}
            asked.append(("length", gettext("A meeting usually takes %(shortest)s–%(longest)s minutes, this one %(minutes)s.", **usual)))
        if form is SupervisionForm.GROUP and self._is_odd(settings):
            ideal = {"fewest": settings.ideal_fewest, "most": settings.ideal_most}
            asked.append(("size", gettext("A group is ideally %(fewest)s–%(most)s people, this one is not.", **ideal)))
        if self.price.cents == 0:
            asked.append(("free", gettext("The product costs nothing.")))
        if self.effective_from.day == today():
            asked.append(("today", gettext("It counts from today on: what is offered later today has these numbers.")))
        return asked

    def _is_odd(self, settings: ServiceSettings) -> bool:
        fewest, most = self.fewest.data, self.most.data
        return fewest is None or most is None or fewest < settings.ideal_fewest or most > settings.ideal_most


class Chapter(NamedTuple):
    """A version in the history: the last day it counts, where another follows, and how it stands to today."""

    version: ProductVersion
    until: date | None
    standing: str  # past, now, coming


def history(versions: Sequence[ProductVersion], on: date) -> list[Chapter]:
    """The versions of one product, the newest first, and which of them is in force that day."""
    ordered = sorted(versions, key=lambda version: version.effective_from)
    chapters = []
    for version, following in zip(ordered, [*ordered[1:], None], strict=True):
        until = following.effective_from - timedelta(days=1) if following else None
        over = until is not None and until < on
        chapters.append(Chapter(version, until, "coming" if version.effective_from > on else "past" if over else "now"))
    return chapters[::-1]
