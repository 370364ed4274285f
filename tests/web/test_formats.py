from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base.local_time import parse_date
from models.people.partial_date import PartialDate
from web import formats

DAY = date(2026, 11, 3)
MOMENT = datetime(2026, 11, 3, 12, 5, tzinfo=UTC)
NINE, HALF_PAST_TEN = datetime(2026, 11, 3, 7, tzinfo=UTC), datetime(2026, 11, 3, 8, 30, tzinfo=UTC)

TABLE = [
    (formats.date, (DAY,), "ti~3.11.2026", "ti~3.11.2026", "Tue 3~Nov 2026"),
    (formats.date, (MOMENT,), "ti~3.11.2026", "ti~3.11.2026", "Tue 3~Nov 2026"),
    (formats.date, (date(2026, 11, 25),), "ke~25.11.2026", "on~25.11.2026", "Wed 25~Nov 2026"),
    (formats.short_date, (DAY,), "ti~3.11.", "ti~3.11", "Tue 3~Nov"),
    (formats.plain_date, (DAY,), "3.11.2026", "3.11.2026", "3~Nov 2026"),
    (
        formats.long_date,
        (DAY,),
        "tiistai 3.~marraskuuta 2026",
        "tisdag 3~november 2026",
        "Tuesday 3~November 2026",
    ),
    (formats.month, (DAY,), "marraskuu 2026", "november 2026", "November 2026"),
    (formats.time, (MOMENT,), "klo~14.05", "kl.~14.05", "14:05"),
    (formats.time, (time(9),), "klo~9.00", "kl.~9.00", "9:00"),
    (formats.time, (datetime(2026, 7, 1, 21, 30, tzinfo=UTC),), "klo~0.30", "kl.~0.30", "0:30"),
    (
        formats.date_and_time,
        (MOMENT,),
        "ti~3.11.2026 klo~14.05",
        "ti~3.11.2026 kl.~14.05",
        "Tue 3~Nov 2026, 14:05",
    ),
    (formats.time_range, (NINE, HALF_PAST_TEN), "klo~9.00–10.30", "kl.~9.00–10.30", "9:00–10:30"),
    (
        formats.date_and_time_range,
        (NINE, HALF_PAST_TEN),
        "ti~3.11.2026 klo~9.00–10.30",
        "ti~3.11.2026 kl.~9.00–10.30",
        "Tue 3~Nov 2026, 9:00–10:30",
    ),
    (
        formats.date_and_time_range,
        (MOMENT, datetime(2026, 11, 3, 22, 30, tzinfo=UTC)),
        "ti~3.11.2026 klo~14.05 – ke~4.11.2026 klo~0.30",
        "ti~3.11.2026 kl.~14.05 – on~4.11.2026 kl.~0.30",
        "Tue 3~Nov 2026, 14:05 – Wed 4~Nov 2026, 0:30",
    ),
    (formats.date_range, (DAY, date(2026, 11, 8)), "3.–8.11.2026", "3–8.11.2026", "3–8~Nov 2026"),
    (
        formats.date_range,
        (DAY, date(2026, 12, 8)),
        "3.11.–8.12.2026",
        "3.11–8.12.2026",
        "3~Nov – 8~Dec 2026",
    ),
    (
        formats.date_range,
        (DAY, date(2027, 1, 8)),
        "3.11.2026–8.1.2027",
        "3.11.2026–8.1.2027",
        "3~Nov 2026 – 8~Jan 2027",
    ),
    (formats.date_range, (DAY, DAY), "3.11.2026", "3.11.2026", "3~Nov 2026"),
    (formats.money, (123450,), "1~234,50~€", "1~234,50~€", "€1,234.50"),
    (formats.money, (0,), "0,00~€", "0,00~€", "€0.00"),
    (formats.money, (-5,), "\u22120,05~€", "\u22120,05~€", "\u2212€0.05"),
    (formats.money, (123456789012,), "1~234~567~890,12~€", "1~234~567~890,12~€", "€1,234,567,890.12"),
    (formats.number, (270,), "270", "270", "270"),
    (formats.number, (12345,), "12~345", "12~345", "12,345"),
    (formats.number, (Decimal("6.67"),), "6,67", "6,67", "6.67"),
    (formats.number, (Decimal("1234.50"),), "1~234,50", "1~234,50", "1,234.50"),
    (formats.number, (Decimal("0.00"),), "0,00", "0,00", "0.00"),
    (formats.percent, (50,), "50~%", "50~%", "50%"),
    (formats.percent, (Decimal("25.5"),), "25,5~%", "25,5~%", "25.5%"),
    (formats.percent, (-3,), "\u22123~%", "\u22123~%", "\u22123%"),
    (formats.week, (DAY,), "vko~45", "v.~45", "week~45"),
    (formats.week, (date(2027, 1, 3),), "vko~53", "v.~53", "week~53"),
    (formats.partial_date, (PartialDate.from_storage("2021-11"),), "11/2021", "11/2021", "11/2021"),
    (formats.partial_date, (PartialDate.from_storage("2017-spring"),), "kevät 2017", "våren 2017", "spring 2017"),
    (formats.partial_date, (PartialDate.from_storage("2017-winter"),), "talvi 2017", "vintern 2017", "winter 2017"),
    (formats.partial_date, (PartialDate.from_storage("2017"),), "2017", "2017", "2017"),
]


@pytest.mark.parametrize(("function", "values", "fi", "sv", "en"), TABLE)
def test_the_table(function, values, fi: str, sv: str, en: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    for language, expected in (("fi", fi), ("sv", sv), ("en", en)):
        assert function(*values, language) == expected.replace("~", "\u00a0")


def test_the_clock_changes_at_both_ends() -> None:
    spring = datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
    autumn = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert formats.time_range(*spring, "en") == "2:59–4:00"
    assert formats.time_range(*autumn, "en") == "3:30–3:30"


def test_an_unknown_language_is_a_mistake_of_ours() -> None:
    assert formats.LANGUAGES == ("fi", "sv", "en")
    with pytest.raises(KeyError):
        formats.date(DAY, "de")


def test_a_moment_without_a_time_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        formats.time(MOMENT.replace(tzinfo=None), "fi")


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.sampled_from(["fi", "sv"]))
def test_what_we_show_can_be_typed_back(day: date, language: str) -> None:
    assert parse_date(formats.plain_date(day, language), today=DAY) == day


@given(st.integers(-(10**12), 10**12))
def test_no_cent_is_lost(cents: int) -> None:
    shown = formats.money(cents, "fi").replace("\u00a0", "").replace("\u2212", "-").removesuffix("€")
    assert Decimal(shown.replace(",", ".")) * 100 == cents
