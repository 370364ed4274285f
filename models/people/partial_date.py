"""Dates as people remember them: a year, a month of a year ("11/2021") or a season ("spring 2017")."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import total_ordering
from typing import Self

from models.base.refusals import DomainError
from models.base.text import fold

FIRST_YEAR = 1940


class Season(StrEnum):
    """A quarter of the year; the value is the stored word."""

    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"
    WINTER = "winter"


# Where a season stands among the months: the winter of a year is its beginning.
SEASON_STARTS = {Season.WINTER: 1, Season.SPRING: 3, Season.SUMMER: 6, Season.AUTUMN: 9}

SEASON_WORDS = {
    word: season
    for season, words in {
        Season.SPRING: "kevät keväällä kevään våren vår spring",
        Season.SUMMER: "kesä kesällä kesän sommaren sommar summer",
        Season.AUTUMN: "syksy syksyllä syksyn hösten höst autumn fall",
        Season.WINTER: "talvi talvella talven vintern vinter winter",
    }.items()
    for word in words.split()
}
FINNISH_STEMS = ["tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"]
SWEDISH = ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"]
ENGLISH = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
MONTH_WORDS = {
    word: month
    for month, (stem, swedish, english) in enumerate(zip(FINNISH_STEMS, SWEDISH, ENGLISH, strict=True), start=1)
    for word in (*(f"{stem}kuu{ending}" for ending in ("", "n", "ta", "ssa")), swedish, english, english[:3])
}

YEAR_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
MONTH_YEAR = re.compile(r"([0-9]{1,2})\s*[/.]\s*([0-9]{4})")
WORD_YEAR = re.compile(r"(?:in |i )?([^\W\d_]+)\.? ([0-9]{4})")
YEAR = re.compile(r"[0-9]{4}")


class PartialDateMalformed(DomainError):
    """What was written is neither a month, a season nor a year."""

    code = "partial_date_malformed"


class PartialDateImpossible(DomainError):
    """No such month, or a year outside `first` to `last`."""

    code = "partial_date_impossible"


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, perhaps narrowed to a month or a season. The vaguer comes first: 2017, spring 2017, 3/2017."""

    year: int
    month: int | None = None
    season: Season | None = None

    def __post_init__(self) -> None:
        if self.month is not None and self.season is not None:
            message = "a month or a season, not both"
            raise ValueError(message)
        if self.month not in (None, *range(1, 13)):
            message = "a month is 1 to 12"
            raise ValueError(message)

    @classmethod
    def parse(cls, text: str | None, *, today: dt.date) -> Self:
        """Read "11/2021", "marraskuu 2021", "våren 2017", "spring 2017", "2021-11" or "2017".

        Raises PartialDateMalformed or PartialDateImpossible.
        """
        year, month, season = _read(" ".join(fold(text or "").split()))
        last = today.year + 1
        if not FIRST_YEAR <= year <= last or month not in (None, *range(1, 13)):
            raise PartialDateImpossible(first=FIRST_YEAR, last=last)
        return cls(year, month, season)

    @classmethod
    def from_storage(cls, stored: str) -> Self:
        """Read what `str` wrote: "2021-11", "2017-spring" or "2017". Anything else is a ValueError."""
        year, dash, rest = stored.partition("-")
        if not dash:
            return cls(int(year))
        return cls(int(year), month=int(rest)) if rest.isdecimal() else cls(int(year), season=Season(rest))

    def __str__(self) -> str:
        if self.month is not None:
            return f"{self.year:04d}-{self.month:02d}"
        return f"{self.year:04d}-{self.season}" if self.season is not None else f"{self.year:04d}"

    def __lt__(self, other: "PartialDate") -> bool:
        return self._place() < other._place()

    def _place(self) -> tuple[int, int, int]:
        if self.season is not None:
            return self.year, SEASON_STARTS[self.season], 0
        return self.year, self.month or 0, 1


def _read(text: str) -> tuple[int, int | None, Season | None]:
    if found := YEAR_MONTH.fullmatch(text):
        return int(found[1]), int(found[2]), None
    if found := MONTH_YEAR.fullmatch(text):
        return int(found[2]), int(found[1]), None
    if YEAR.fullmatch(text):
        return int(text), None, None
    found = WORD_YEAR.fullmatch(text)
    if found is None or found[1] not in MONTH_WORDS | SEASON_WORDS:
        raise PartialDateMalformed
    return int(found[2]), MONTH_WORDS.get(found[1]), SEASON_WORDS.get(found[1])
