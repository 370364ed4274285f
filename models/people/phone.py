"""Telephone numbers: kept as typed, understood where possible, never in the way of saving."""

from dataclasses import dataclass
from typing import Self

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from models.base.text import clean_line

LIMIT = 60


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A number: `as_typed` always, `e164` (+358501234567) when it can be called.

    A `suspicious` number, as +020 766 3348, cannot exist as typed: worth a hint beside the field, and
    saved all the same, since people know their switchboards better than any table of numbers.
    """

    as_typed: str
    e164: str | None

    @classmethod
    def parse(cls, raw: str | None, region: str = "FI") -> Self:
        """Read what a person typed; a number without country code belongs to `region` (ISO 3166).

        Raises only what `clean_line` raises: TextMissing, TextTooLong (LIMIT), TextForbidden.
        """
        typed = clean_line(raw, limit=LIMIT)
        try:
            number = phonenumbers.parse(typed, region)
        except NumberParseException:
            return cls(typed, None)
        e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
        return cls(typed, e164 if phonenumbers.is_possible_number(number) and _reads_back(e164) else None)

    @property
    def suspicious(self) -> bool:
        """Whether no telephone could be reached by what was typed."""
        return self.e164 is None

    def __str__(self) -> str:
        """Show the international form, "+358 50 123 4567"; what was typed when there is none."""
        if self.e164 is None:
            return self.as_typed
        return phonenumbers.format_number(phonenumbers.parse(self.e164), PhoneNumberFormat.INTERNATIONAL)


def _reads_back(e164: str) -> bool:
    """Whether the number means the same when read again; a row of zeros does not."""
    try:
        shown = phonenumbers.format_number(phonenumbers.parse(e164), PhoneNumberFormat.INTERNATIONAL)
        return phonenumbers.format_number(phonenumbers.parse(shown), PhoneNumberFormat.E164) == e164
    except NumberParseException:
        return False
