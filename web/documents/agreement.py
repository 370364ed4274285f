"""The exact text of an agreement, composed in its own language: what is previewed is what is signed and printed.

Nobody who takes part is named in it: several clients may sign the same text, and each sees only its own people.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from flask import current_app
from flask_babel import LazyString, force_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from models.base.forms import Form
from models.base.local_time import to_local
from models.base.money import percent_of, vat_of
from models.commerce.agreement import Conflict, Heading, Party
from models.commerce.catalogue import Interruption
from models.commerce.document import Document, Row, Section
from models.commerce.terms import Terms
from models.process import AssignmentKind, PayerKind
from web import formats
from web.commerce.timing import starts_of
from web.words import ASSIGNMENTS, FORMS

if TYPE_CHECKING:
    from models.commerce.agreement import AgreementVersion, Payer, PlannedSupervisor
    from models.commerce.terms import Period

HEADINGS: Final[dict[str, LazyString]] = {
    Heading.DURATION: _l("Duration and number of meetings"),
    Heading.SCHEDULING: _l("How meetings are agreed"),
    Heading.PLACE: _l("Place"),
    Heading.GOALS: _l("Goals"),
    Heading.EVALUATION: _l("Evaluation"),
    Heading.METHODS: _l("Methods"),
    Heading.PRICE: _l("Price, payer and invoicing"),
    Heading.CANCELLATION: _l("Cancelling"),
    Heading.UNUSED_MEETING: _l("A meeting that is not used"),
    Heading.INTERRUPTION: _l("Interrupting the process"),
    Heading.DISSATISFACTION: _l("If you are not satisfied"),
    Heading.CONFIDENTIALITY: _l("Confidentiality"),
}
PARTIES: Final[dict[str, LazyString]] = {
    Party.CLIENT: _l("The client"),
    Party.PROVIDER: _l("Service provider"),
    Party.SUPERVISOR: _l("Supervisor"),
    Party.PARTICIPANT: _l("Participant"),
    Party.MANAGER: _l("Manager"),
    Party.SENIOR_MANAGER: _l("Manager’s manager"),
}
CONFLICTS: Final[dict[str, LazyString]] = {
    Conflict.NONE: _l("No earlier contacts that matter"),
    Conflict.SAME_UNIT: _l("Works in the same unit as a participant"),
    Conflict.FORMER_COLLEAGUE: _l("Former colleague of a participant"),
    Conflict.OTHER_ROLE: _l("Has another role towards a participant"),
}


def form_name(form: Form) -> str:
    """The form as it is called outside: an urgent process is professional supervision like any other."""
    return _("Professional supervision") if form is Form.CRISIS else str(FORMS[form])


def compose(version: AgreementVersion, terms: Terms | None = None) -> Document:
    """The version as it stands, in its language, with its own terms unless others are given. What a draft lacks is left out."""
    with force_locale(version.language):
        agreement = version.agreement
        title = _("Amendment to the supervision agreement") if version.amends else _("Supervision agreement")
        return Document(
            kind="agreement",
            number=agreement.number if version.number == 1 else f"{agreement.number}/{version.number}",
            language=version.language,
            title=f"{title} {agreement.number}",
            lead=version.name,
            sections=_sections(version, terms or Terms.from_snapshot(version.terms)),
        )


def _sections(version: AgreementVersion, terms: Terms) -> tuple[Section, ...]:
    rows = {
        Heading.DURATION: _duration(version, terms),
        Heading.SCHEDULING: _dates(version),
        Heading.PLACE: _place(version),
        Heading.GOALS: (Row(_("What the client hopes for"), version.commissioning_aim),) if version.commissioning_aim else (),
        Heading.PRICE: _price(version),
        Heading.CANCELLATION: _cancellation(version, terms),
        Heading.UNUSED_MEETING: _unused(terms),
    }
    also = {Heading.PRICE: _billing(version), Heading.INTERRUPTION: (_interruption(terms),)}
    clauses = [
        Section(heading.value, str(HEADINGS[heading]), (*_paragraphs(version, heading), *also.get(heading, ())), rows.get(heading, ()))
        for heading in Heading
        if version.clauses.get(heading) or rows.get(heading)
    ]
    return (*_amendment(version), _parties(version), *clauses, *_withdrawal(terms), _coming_into_force(version))


def _paragraphs(version: AgreementVersion, heading: Heading) -> tuple[str, ...]:
    return tuple(line for line in (version.clauses.get(heading) or "").splitlines() if line.strip())


def _amendment(version: AgreementVersion) -> tuple[Section, ...]:
    if not version.amends:
        return ()
    said = _("This amendment replaces the agreement as a whole from the moment it comes into force.")
    return (Section("amendment", _("Amendment"), (said, version.amendment_reason)),)


def _parties(version: AgreementVersion) -> Section:
    client = version.agreement.organisation
    rows = [Row(_("Service provider"), str(current_app.config["PEILI"].provider_name))]
    if client is not None:
        rows.append(Row(_("The client"), f"{client.name}, {client.business_id}" if client.business_id else client.name))
    elif len(version.payers) == 1:
        rows.append(Row(_("The client"), version.payers[0].name))
    rows.append(Row(_("Form"), form_name(version.form)))
    if version.seats:
        rows.append(Row(_("Participants"), ngettext("%(num)d place", "%(num)d places", version.seats)))
    rows += [_supervisor(supervisor) for supervisor in sorted(version.supervisors, key=lambda s: s.kind is not AssignmentKind.LEAD)]
    return Section("parties", _("Parties"), (), tuple(rows))


def _supervisor(supervisor: PlannedSupervisor) -> Row:
    declared = "" if supervisor.conflict is Conflict.NONE else f". {CONFLICTS[supervisor.conflict]}"
    return Row(str(ASSIGNMENTS[supervisor.kind]), supervisor.person.name + declared)


def _duration(version: AgreementVersion, terms: Terms) -> tuple[Row, ...]:
    language = version.language
    said = ngettext(
        "%(num)d meeting of %(minutes)s minutes", "%(num)d meetings of %(minutes)s minutes", version.meetings, minutes=version.minutes
    )
    rows = [Row(_("Meetings"), said)]
    if terms.option_meetings:
        option = ngettext(
            "%(num)d additional meeting, %(price)s (without VAT), to be ordered within %(days)s days of the last planned meeting",
            "%(num)d additional meetings, %(price)s each (without VAT), to be ordered within %(days)s days of the last planned meeting",
            terms.option_meetings,
            price=formats.money(terms.option_price_cents, language),
            days=terms.option_days,
        )
        rows.append(Row(_("Option"), option))
    return tuple(rows)


def _dates(version: AgreementVersion) -> tuple[Row, ...]:
    return tuple(
        Row(_("Meeting %(number)s", number=number), formats.date_and_time(moment, version.language))
        for number, moment in enumerate(starts_of(version), start=1)
    )


def _place(version: AgreementVersion) -> tuple[Row, ...]:
    place = ", ".join(part for part in (version.place, _("remote meeting") if version.remote else "") if part)
    return (Row(_("Place"), place),) if place else ()


def _price(version: AgreementVersion) -> tuple[Row, ...]:
    net, vat = version.price_cents, vat_of(version.price_cents, version.vat_basis_points)
    rate = formats.percent((Decimal(version.vat_basis_points) / 100).normalize(), version.language)
    return (
        Row(_("Price without VAT"), "", formats.money(net, version.language)),
        Row(_("VAT %(rate)s", rate=rate), "", formats.money(vat, version.language)),
        Row(_("Price with VAT"), "", formats.money(net + vat, version.language)),
    )


def _billing(version: AgreementVersion) -> tuple[str, ...]:
    """Where the invoice goes, of the only payer; of several, nobody is told about the others."""
    if len(version.payers) > 1:
        return (_("Several payers share the price: each pays for its own places, in equal parts for every place."),)
    return tuple(_billed(payer) for payer in version.payers)


def _billed(payer: Payer) -> str:
    order = " " + _("Your reference: %(reference)s.", reference=payer.purchase_order) if payer.purchase_order else ""
    if payer.takes_einvoices:
        channel = {"address": payer.einvoice_address, "operator": payer.einvoice_operator}
        return str(_("Payer: %(payer)s. E-invoice to %(address)s, operator %(operator)s.", payer=payer.name, **channel) + order)
    if payer.kind is PayerKind.SELF:
        return str(_("The participant pays. The invoice comes by e-mail.") + order)
    return str(_("Payer: %(payer)s. The invoice goes by e-mail to %(email)s.", payer=payer.name, email=payer.email) + order)


def _cancellation(version: AgreementVersion, terms: Terms) -> tuple[Row, ...]:
    if version.first_meeting_at is None:
        return ()
    free = Row(_("Until everybody required has signed"), _("free of charge"), formats.money(0, version.language))
    periods = terms.policy.calendar(to_local(version.first_meeting_at).date())
    rows = [_period(version, period) for period in periods]
    stays_away = Row(_("Nobody comes to the first meeting"), *_due(version, terms.policy.no_show_percent))
    return (free, *rows, stays_away)


def _period(version: AgreementVersion, period: Period) -> Row:
    last = formats.date(period.last, version.language)
    if period.first is None:
        return Row(_("After that, at the latest on %(day)s", day=last), *_due(version, period.percent))
    days = last if period.first == period.last else formats.date_range(period.first, period.last, version.language)
    return Row(days, *_due(version, period.percent))


def _due(version: AgreementVersion, percent: int) -> tuple[str, str]:
    """How much of the price, and in euros without VAT."""
    said = _("%(percent)s of the price", percent=formats.percent(percent, version.language)) if percent else _("free of charge")
    return said, formats.money(percent_of(version.price_cents, percent), version.language)


def _unused(terms: Terms) -> tuple[Row, ...]:
    hours = ngettext(
        "free of charge until %(num)d hour before it begins", "free of charge until %(num)d hours before it begins", terms.notice_hours
    )
    moves = ngettext("%(num)d time in all", "%(num)d times in all", terms.free_moves)
    return (Row(_("Moving one meeting"), f"{hours}, {moves}"),)


def _interruption(terms: Terms) -> str:
    if terms.interruption is Interruption.WHOLE_PRICE_DUE:
        return str(_("If the client interrupts the process after it has begun, the whole price is due."))
    return str(
        _("If the client interrupts the process after it has begun, the meetings held are due, and half of the price of those left.")
    )


def _withdrawal(terms: Terms) -> tuple[Section, ...]:
    if not terms.withdrawal_days:
        return ()
    within = ngettext(
        "A consumer may withdraw from this agreement without a reason and without a fee within %(num)d day of its coming into force.",
        "A consumer may withdraw from this agreement without a reason and without a fee within %(num)d days of its coming into force.",
        terms.withdrawal_days,
    )
    asked = _(
        "You have expressly asked for the meetings to begin before that. If you withdraw, you pay for the meetings that have been held."
    )
    early = asked if terms.early_start_asked else _("Meetings begin before that only if you expressly ask for it.")
    return (Section("withdrawal", _("Right of withdrawal"), (within, early)),)


def _coming_into_force(version: AgreementVersion) -> Section:
    """Who must sign, in whose name; participants are counted, not named."""
    required = [signatory for signatory in version.signatories if signatory.required]
    rows = [Row(str(PARTIES[s.party]), _named(s.person.name, s.organisation)) for s in required if s.party is not Party.PARTICIPANT]
    people = sum(signatory.party is Party.PARTICIPANT for signatory in required)
    if people:
        rows.append(Row(_("Participants"), ngettext("%(num)d person", "%(num)d persons", people)))
    said = _("This agreement comes into force when everybody required has signed it.")
    return Section("coming_into_force", _("Coming into force"), (said,), tuple(rows))


def _named(name: str, organisation: object) -> str:
    return f"{name}, {organisation.name}" if organisation is not None else name  # type: ignore[attr-defined]  # an Organisation
