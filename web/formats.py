"""How dates, times and numbers read in fi, sv and en: one table, our own.

CLDR fits none of our three languages as people of a Finnish office write them (its Swedish short date
is 2026-11-03, its British one 03/11/2026), so only the names of days and months come from it.
Moments are aware and shown in Europe/Helsinki; dates and times of day are taken as local already.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from babel import Locale

from models.base.local_time import to_local
from models.people.partial_date import PartialDate, Season

HARD_SPACE: Final = "\u00a0"
MINUS: Final = "\u2212"


@dataclass(frozen=True, slots=True)
class _Style:
    """Patterns of one language; "~" stands for the hard space, {a} and {b} are the ends of a range."""

    locale: str
    weekday_width: str
    date: str
    short_date: str
    plain_date: str
    long_date: str
    days_of_month: str
    days_of_year: str
    days: str
    hour: str
    time: str
    date_and_time: str
    week: str
    money: str
    percent: str
    thousands: str
    decimals: str
    seasons: tuple[str, str, str, str]


_FI = _Style(
    locale="fi",
    weekday_width="abbreviated",
    date="{a.weekday}~{a.day}.{a.month}.{a.year}",
    short_date="{a.weekday}~{a.day}.{a.month}.",
    plain_date="{a.day}.{a.month}.{a.year}",
    long_date="{a.weekday_name} {a.day}.~{a.month_in_date} {a.year}",
    days_of_month="{a.day}.–{b.day}.{b.month}.{b.year}",
    days_of_year="{a.day}.{a.month}.–{b.day}.{b.month}.{b.year}",
    days="{a.day}.{a.month}.{a.year}–{b.day}.{b.month}.{b.year}",
    hour="{0.hour}.{0.minute:02d}",
    time="klo~{}",
    date_and_time="{} {}",
    week="vko~{}",
    money="{}~€",
    percent="{}~%",
    thousands="~",
    decimals=",",
    seasons=("kevät", "kesä", "syksy", "talvi"),
)
_SV = _Style(
    locale="sv_FI",
    weekday_width="short",  # må ti on: the abbreviated ones (mån tis ons) are those of Sweden
    date=_FI.date,
    short_date="{a.weekday}~{a.day}.{a.month}",
    plain_date=_FI.plain_date,
    long_date="{a.weekday_name} {a.day}~{a.month_in_date} {a.year}",
    days_of_month="{a.day}–{b.day}.{b.month}.{b.year}",
    days_of_year="{a.day}.{a.month}–{b.day}.{b.month}.{b.year}",
    days=_FI.days,
    hour=_FI.hour,
    time="kl.~{}",
    date_and_time=_FI.date_and_time,
    week="v.~{}",
    money=_FI.money,
    percent=_FI.percent,
    thousands=_FI.thousands,
    decimals=_FI.decimals,
    seasons=("våren", "sommaren", "hösten", "vintern"),
)
_EN = _Style(
    locale="en_GB",
    weekday_width="abbreviated",
    date="{a.weekday} {a.day}~{a.month_short} {a.year}",
    short_date="{a.weekday} {a.day}~{a.month_short}",
    plain_date="{a.day}~{a.month_short} {a.year}",
    long_date="{a.weekday_name} {a.day}~{a.month_in_date} {a.year}",
    days_of_month="{a.day}–{b.day}~{b.month_short} {b.year}",
    days_of_year="{a.day}~{a.month_short} – {b.day}~{b.month_short} {b.year}",
    days="{a.day}~{a.month_short} {a.year} – {b.day}~{b.month_short} {b.year}",
    hour="{0.hour}:{0.minute:02d}",
    time="{}",
    date_and_time="{}, {}",
    week="week~{}",
    money="€{}",
    percent="{}%",
    thousands=",",
    decimals=".",
    seasons=("spring", "summer", "autumn", "winter"),
)
_STYLES: Final = MappingProxyType({"fi": _FI, "sv": _SV, "en": _EN})
LANGUAGES: Final = tuple(_STYLES)


@dataclass(frozen=True, slots=True)
class _Day:
    """The words and numbers that date patterns are made of."""

    day: int
    month: int
    year: int
    weekday: str
    weekday_name: str
    month_short: str
    month_in_date: str


def date(value: dt.date, language: str) -> str:
    """Write ti 3.11.2026, ti 3.11.2026, Tue 3 Nov 2026. A moment gives its local date."""
    return _dates(_STYLES[language].date, language, value)


def short_date(value: dt.date, language: str) -> str:
    """Write ti 3.11., ti 3.11, Tue 3 Nov: where the year is plain from the context."""
    return _dates(_STYLES[language].short_date, language, value)


def plain_date(value: dt.date, language: str) -> str:
    """Write 3.11.2026, 3.11.2026, 3 Nov 2026: without the day of the week."""
    return _dates(_STYLES[language].plain_date, language, value)


def long_date(value: dt.date, language: str) -> str:
    """Write tiistai 3. marraskuuta 2026, tisdag 3 november 2026, Tuesday 3 November 2026."""
    return _dates(_STYLES[language].long_date, language, value)


def month(value: dt.date, language: str) -> str:
    """Write marraskuu 2026, november 2026, November 2026: a heading."""
    day = _local_date(value)
    return f"{_locale(language).months['stand-alone']['wide'][day.month]} {day.year}"


def time(value: dt.datetime | dt.time, language: str) -> str:
    """Write klo 14.05, kl. 14.05, 14:05."""
    return _hard(_STYLES[language].time.format(_hour(value, language)))


def date_and_time(value: dt.datetime, language: str) -> str:
    """Write ti 3.11.2026 klo 14.05, ti 3.11.2026 kl. 14.05, Tue 3 Nov 2026, 14:05."""
    return _STYLES[language].date_and_time.format(date(value, language), time(value, language))


def time_range(start: dt.datetime | dt.time, end: dt.datetime | dt.time, language: str) -> str:
    """Write klo 9.00–10.30, kl. 9.00–10.30, 9:00–10:30."""
    return _hard(_STYLES[language].time.format(f"{_hour(start, language)}–{_hour(end, language)}"))


def date_and_time_range(start: dt.datetime, end: dt.datetime, language: str) -> str:
    """Write ti 3.11.2026 klo 9.00–10.30; over midnight both ends are written out."""
    if _local_date(start) != _local_date(end):
        return f"{date_and_time(start, language)} – {date_and_time(end, language)}"
    return _STYLES[language].date_and_time.format(date(start, language), time_range(start, end, language))


def date_range(first: dt.date, last: dt.date, language: str) -> str:
    """Write 3.–8.11.2026, 3–8.11.2026, 3–8 Nov 2026; a single day is written once."""
    style, first, last = _STYLES[language], _local_date(first), _local_date(last)
    if first == last:
        return plain_date(first, language)
    if first.year != last.year:
        return _dates(style.days, language, first, last)
    same_month = first.month == last.month
    return _dates(style.days_of_month if same_month else style.days_of_year, language, first, last)


def week(value: dt.date, language: str) -> str:
    """Write vko 45, v. 45, week 45: the ISO 8601 week, which begins on Monday."""
    return _hard(_STYLES[language].week.format(_local_date(value).isocalendar().week))


def money(cents: int, language: str) -> str:
    """Write 1 234,50 €, 1 234,50 €, €1,234.50. `cents` are whole euro cents."""
    style = _STYLES[language]
    euros, rest = divmod(abs(cents), 100)
    amount = f"{euros:,}".replace(",", style.thousands) + f"{style.decimals}{rest:02d}"
    return _hard((MINUS if cents < 0 else "") + style.money.format(amount))


def percent(value: int | Decimal, language: str) -> str:
    """Write 50 %, 50 %, 50%. `value` is in per cent, 50 and not 0.5."""
    style = _STYLES[language]
    number = str(abs(value)).replace(".", style.decimals)
    return _hard((MINUS if value < 0 else "") + style.percent.format(number))


def number(value: int | Decimal, language: str) -> str:
    """Write 1 234,50, 1 234,50, 1,234.50: as many decimals as the value has."""
    style = _STYLES[language]
    whole, _point, decimals = f"{abs(value):,}".partition(".")
    text = whole.replace(",", style.thousands) + (style.decimals + decimals if decimals else "")
    return _hard((MINUS if value < 0 else "") + text)


def partial_date(value: PartialDate, language: str) -> str:
    """Write 11/2021, or kevät 2017, våren 2017, spring 2017, or 2017."""
    if value.season is not None:
        return f"{_STYLES[language].seasons[list(Season).index(value.season)]} {value.year}"
    return f"{value.month}/{value.year}" if value.month is not None else str(value.year)


def _dates(pattern: str, language: str, first: dt.date, last: dt.date | None = None) -> str:
    return _hard(pattern.format(a=_day(first, language), b=_day(last or first, language)))


def _day(value: dt.date, language: str) -> _Day:
    local, names, style = _local_date(value), _locale(language), _STYLES[language]
    return _Day(
        day=local.day,
        month=local.month,
        year=local.year,
        weekday=names.days["format"][style.weekday_width][local.weekday()],
        weekday_name=names.days["stand-alone"]["wide"][local.weekday()],
        month_short=names.months["format"]["abbreviated"][local.month],
        month_in_date=names.months["format"]["wide"][local.month],
    )


def _locale(language: str) -> Locale:
    return Locale.parse(_STYLES[language].locale)


def _local_date(value: dt.date) -> dt.date:
    return to_local(value).date() if isinstance(value, dt.datetime) else value


def _hour(value: dt.datetime | dt.time, language: str) -> str:
    return _STYLES[language].hour.format(to_local(value) if isinstance(value, dt.datetime) else value)


def _hard(text: str) -> str:
    return text.replace("~", HARD_SPACE)
