"""Finnish business ids (Y-tunnus): seven digits, a hyphen and a check digit."""

import re

from models.base.refusals import DomainError

WRITTEN = re.compile(r"([0-9]{7})-?([0-9])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2)  # the Finnish Patent and Registration Office's check: the sum modulo 11


class BusinessIdMalformed(DomainError):
    """Not a business id, or its check digit does not match."""

    code = "business_id_malformed"
    field = "business_id"


def parse_business_id(text: str) -> str:
    """Give the id as 1234567-1, or "" for nothing. Raises BusinessIdMalformed."""
    typed = text.strip()
    if not typed:
        return ""
    written = WRITTEN.fullmatch(typed)
    if written is None:
        raise BusinessIdMalformed
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, written[1], strict=True)) % 11
    if rest == 1 or int(written[2]) != (11 - rest) % 11:
        raise BusinessIdMalformed
    return f"{written[1]}-{written[2]}"
