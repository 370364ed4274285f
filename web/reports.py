"""The provider's reports: the same tables on the page and in files, over the processes that the address asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from models.base.clock import utcnow
from models.base.forms import Form
from models.base.sorting import sort_key
from models.people import Person
from models.process import EngagementState, hour_log, report
from models.process.availability import Load, load_of
from models.process.hour_log import Total, together
from models.process.report import Meetings, Scope
from policy.process.reports import named_supervisors
from vault.outcomes import outcomes
from web.access import actor_or_sign_in
from web.evaluations import QUESTIONS
from web.extensions import db
from web.fields import options
from web.hours.periods import PeriodForm
from web.words import FORMS, STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from gateways.spreadsheet import Cell
    from policy.confidential.small_numbers import Told
    from vault.outcomes import HalfYear

ANY, UNSAID = "", "-"


@dataclass(frozen=True)
class Table:
    """A table as pages and files show it: the first column names the row, the last row may be a sum."""

    name: str  # as the file's address has it
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: Sequence[Cell] | None = None

    @property
    def lines(self) -> list[Sequence[Cell]]:
        """Every row, the sum last."""
        return [*self.rows, *([self.total] if self.total else [])]


class ReportForm(PeriodForm):
    """Which processes, in which period."""

    supervision = SelectField(_l("Form"), default=ANY, choices=options([(ANY, _l("All forms")), *FORMS.items()]))
    sector = SelectField(_l("Field of work"), default=ANY)

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  as the base form has it
        super().__init__(**kwargs)
        named = [(sector, sector) for sector in report.sectors(db.session())]
        self.sector.choices = options([(ANY, _("All fields of work")), *named, (UNSAID, _("Not said"))])

    @property
    def scope(self) -> Scope:
        """What the address asks for; an answer that was refused asks for nothing."""
        form = Form(self.supervision.data) if self.supervision.data and not self.supervision.errors else None
        sector = None if self.sector.errors or not self.sector.data else "" if self.sector.data == UNSAID else str(self.sector.data)
        return Scope(self.period.first, self.period.last, form, sector)

    @property
    def query(self) -> dict[str, Any]:
        """The arguments of an address for the same."""
        return super().query | self.chosen

    @property
    def chosen(self) -> dict[str, Any]:
        """The arguments besides the period."""
        return {field.name: field.data for field in (self.supervision, self.sector) if field.data and not field.errors}


def by_form(scope: Scope) -> Table:
    """Processes by form and state."""
    return _of_states("forms", _("Processes by form"), _("Form"), _counted(scope, lambda row: row.form), _form_order)


def by_sector(scope: Scope) -> Table:
    """Processes by the client's sector and state."""
    counted = _counted(scope, lambda row: row.sector)
    return _of_states("sectors", _("Processes by field of work"), _("Field of work"), counted, _sector_order)


def meetings(scope: Scope) -> Table:
    """Meetings by form and by how they ended, with the hours of those held."""
    ended, hours = report.meetings(db.session(), scope), report.hours(db.session(), scope)
    rows = {form: _ended(ended.get(form, Meetings()), hours.get(form, Total())) for form in Form if form in ended}
    everything = Meetings(*(sum(getattr(row, name) for row in ended.values()) for name in ("held", "coming", "cancelled", "no_shows")))
    headings = [_("Form"), _("Held"), _("Coming or unmarked"), _("Cancelled"), _("Nobody came"), _("Minutes"), _("Units of 45 minutes")]
    return Table(
        "meetings",
        _("Meetings and hours"),
        headings,
        [[str(FORMS[form]), *cells] for form, cells in rows.items()],
        [_("Together"), *_ended(everything, together(hours.values()))],
    )


def supervisors(scope: Scope, people: Sequence[Person] | None = None) -> Table:
    """How much each supervisor has, would take and has given, and the sum of all. By name only those ``people``, when told which."""
    if people is None:
        people = db.session.scalars(named_supervisors(actor_or_sign_in(), scope).order_by(Person.sort_key, Person.id)).all()
    loads = load_of(db.session(), db.session.scalars(report.supervisors(scope).with_only_columns(Person.id)).all(), utcnow())
    given = {key: together(forms.values()) for key, forms in hour_log.given_totals(db.session(), scope).items()}
    return Table(
        "supervisors",
        _("Supervisors"),
        [_("Supervisor"), _("Going on now"), _("At most"), _("Meetings"), _("Minutes"), _("Units of 45 minutes")],
        [[person.name, *_used(loads.get(person.id, Load(0)), given.get(person.id, Total()))] for person in people],
        [_("Together"), sum(load.running for load in loads.values()), _most(loads.values()), *_given(together(given.values()))],
    )


def results(_scope: Scope) -> Table:
    """What final evaluations tell of many processes, by half-years that are over; the same whatever the address asks for."""
    found = outcomes(db.session(), now=utcnow())
    halves = sorted({outcome.half for outcome in found}, reverse=True)
    told = {(outcome.question, outcome.half): _among(outcome.told) for outcome in found}
    asked = [question for question in QUESTIONS if any((question, half) in told for half in halves)]
    rows: list[list[Cell]] = [[str(QUESTIONS[question]), *(told.get((question, half)) for half in halves)] for question in asked]
    return Table("outcomes", _("Outcomes over processes"), [_("Said by participants at the end"), *map(_half_year, halves)], rows)


TABLES: dict[str, Callable[[Scope], Table]] = {
    "forms": by_form,
    "sectors": by_sector,
    "meetings": meetings,
    "supervisors": supervisors,
    "outcomes": results,
}


def _counted(scope: Scope, key: Callable[[report.Processes], str]) -> dict[str, dict[EngagementState, int]]:
    counted: dict[str, dict[EngagementState, int]] = {}
    for row in report.processes(db.session(), scope):
        states = counted.setdefault(key(row), dict.fromkeys(EngagementState, 0))
        states[row.state] += row.number
    return counted


def _of_states(
    name: str,
    title: str,
    heading: str,
    counted: dict[str, dict[EngagementState, int]],
    order: Callable[[Iterable[str]], list[tuple[str, str]]],
) -> Table:
    rows: list[list[Cell]] = [[label, *counted[key].values(), sum(counted[key].values())] for key, label in order(counted)]
    total = [sum(states[state] for states in counted.values()) for state in EngagementState]
    headings = [heading, *(str(STATES[state]) for state in EngagementState), _("Together")]
    return Table(name, title, headings, rows, [_("Together"), *total, sum(total)])


def _form_order(found: Iterable[str]) -> list[tuple[str, str]]:
    return [(form, str(FORMS[form])) for form in Form if form in set(found)]


def _sector_order(found: Iterable[str]) -> list[tuple[str, str]]:
    return [(sector, sector or _("Not said")) for sector in sorted(found, key=lambda sector: (not sector, sort_key(sector)))]


def _half_year(half: HalfYear) -> str:
    return str(_("July–December %(year)s", year=half.year) if half.second else _("January–June %(year)s", year=half.year))


def _among(told: Told) -> str:
    """In how many processes more than half of those who answered said so."""
    if told.least is None or told.most is None:
        text = _("more than half of %(of)s", of=told.of) if told.mostly else _("at most half of %(of)s", of=told.of)
    elif told.least == told.most:
        text = _("%(count)s of %(of)s", count=told.least, of=told.of)
    else:
        edges = {"count": told.least or told.most, "of": told.of}
        text = _("at least %(count)s of %(of)s", **edges) if told.least else _("at most %(count)s of %(of)s", **edges)
    return str(text)


def _ended(ended: Meetings, hours: Total) -> list[Cell]:
    return [ended.held, ended.coming, ended.cancelled, ended.no_shows, hours.minutes, hours.units]


def _used(load: Load, total: Total) -> list[Cell]:
    return [load.running, load.capacity, *_given(total)]


def _given(total: Total) -> list[Cell]:
    return [total.meetings, total.minutes, total.units]


def _most(loads: Iterable[Load]) -> int | None:
    """What all have said together; nothing when somebody has not said."""
    said = [load.capacity for load in loads]
    return None if None in said else sum(number for number in said if number is not None)
