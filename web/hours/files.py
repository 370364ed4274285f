"""A log of hours as a file: a table for a spreadsheet, a certificate on paper. No client, no participant, no content."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import current_app, make_response
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from gateways.pdf import pdf
from gateways.spreadsheet import to_csv, to_xlsx
from models.base.local_time import to_local
from models.commerce.document import Document, Row, Section
from models.process.hours import units_of
from web import formats
from web.documents.agreement import form_name
from web.hours.logs import Side, hours_of, totals_of, whole
from web.hours.periods import ends_of
from web.hours.words import by_form, confirmed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from flask import Response

    from gateways.spreadsheet import Cell
    from models.base.forms import Form
    from models.people import Person
    from models.process.hour_log import Hour, Period, Total

TYPES: Final = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def table(name: str, kind: str, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Response:
    """The table as a file of that kind, under a name that says nothing but what it is."""
    body = to_csv(headings, rows) if kind == "csv" else to_xlsx(_("Hours"), headings, rows)
    return _file(body, TYPES[kind], f"{name}.{kind}")


def log(actor: Person, side: Side, period: Period, kind: str) -> Response:
    """The person's own log, meeting by meeting, with the sum last."""
    hours, total = hours_of(actor, side, period), whole(totals_of(actor, side, period))
    headings = [_("Day"), _("Form"), _("Minutes"), _("Units of 45 minutes")]
    rows = [_cells(hour) for hour in hours] + [[None, _("Together"), total.minutes, total.units]]
    if side is Side.GIVEN:
        headings += [_("As a pair"), _("Confirmation")]
        rows = [row + _given(hour) for row, hour in zip(rows, hours, strict=False)] + [[*rows[-1], None, None]]
    return table("hours", kind, headings, rows)


def certificate(actor: Person, side: Side, period: Period, language: str) -> Response:
    """The person's own certificate as a PDF in that language; the same bytes whenever the same is asked and nothing has changed."""
    provider = str(current_app.config["PEILI"].provider_name)
    with force_locale(language):
        document = _compose(actor, side, period, language, provider)
    return _file(pdf(document, provider=provider), "application/pdf", "hours.pdf")


def _compose(actor: Person, side: Side, period: Period, language: str, provider: str) -> Document:
    totals = totals_of(actor, side, period)
    ends = ends_of(period, [hour.starts_at for hour in hours_of(actor, side, period)])
    days = formats.date_range(*ends, language) if ends else ""
    given = side is Side.GIVEN
    total = whole(totals)
    facts = [Row(_("Supervisor") if given else _("Participant"), actor.name)]
    facts += [Row(_("Period"), days)] if days else []
    facts += [
        Row(_("Service provider"), provider),
        Row(_("Meetings"), str(total.meetings)),
        Row(_("Minutes"), _number(total.minutes, language)),
    ]
    facts += [Row(_("Units of 45 minutes"), _number(total.units, language))]
    facts += _confirmations(total, language) if given else []
    return Document(
        kind="hours",
        number=days,
        language=language,
        title=_("Certificate of supervision given") if given else _("Certificate of supervision received"),
        lead="",
        sections=(
            Section("facts", _("Hours"), (), tuple(facts)),
            Section("forms", _("Form by form"), (), tuple(_by_form(totals, language))),
            Section("counting", _("How the hours are counted"), tuple(_counting(given=given))),
        ),
    )


def _by_form(totals: dict[Form, Total], language: str) -> list[Row]:
    return [Row(name, _sum_of(total, language), _number(total.units, language)) for name, total in by_form(totals)]


def _sum_of(total: Total, language: str) -> str:
    meetings = ngettext("%(num)d meeting", "%(num)d meetings", total.meetings)
    return f"{meetings}, {_('%(minutes)s minutes', minutes=_number(total.minutes, language))}"


def _confirmations(total: Total, language: str) -> list[Row]:
    meetings = _(
        "%(some)s of %(all)s meetings, %(minutes)s minutes",
        some=total.confirmed,
        all=total.meetings,
        minutes=_number(total.confirmed_minutes, language),
    )
    by = _("by a participant %(people)s, by an account manager %(managers)s", people=total.by_participants, managers=total.by_managers)
    pair = (
        ngettext("%(num)d meeting", "%(num)d meetings", total.pair_meetings)
        + ", "
        + _("%(minutes)s minutes", minutes=_number(total.pair_minutes, language))
    )
    return [Row(_("Confirmed"), f"{meetings}: {by}" if total.confirmed else _("Not confirmed")), Row(_("As a pair"), pair)]


def _counting(*, given: bool) -> list[str]:
    said = [
        _(
            "The hours are those of meetings that have been held and whose attendance has been marked. One unit is 45 minutes; units are rounded to two decimals from the sum."
        )
    ]
    if given:
        return [
            *said,
            _(
                "Each supervisor of a pair has given the whole meeting. Hours are confirmed by a participant who was there or by an account manager."
            ),
        ]
    return [
        *said,
        _(
            "The supervisor has marked at each meeting that the participant was there. Minutes of lateness that have been written down are left out."
        ),
    ]


def _cells(hour: Hour) -> list[Cell]:
    return [to_local(hour.starts_at).date(), form_name(hour.form), hour.minutes, units_of(hour.minutes)]


def _given(hour: Hour) -> list[Cell]:
    return [_("Yes") if hour.pair else _("No"), confirmed(hour.confirmed_as)]


def _number(value: int | Decimal, language: str) -> str:
    return formats.number(value, language)


def _file(body: bytes, mimetype: str, name: str) -> Response:
    response = make_response(body)
    response.headers["Content-Type"] = mimetype
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
