"""Numbers of organisations: Finnish business ids (Y-tunnus) and the VAT numbers of other countries."""

import re

from stdnum import get_cc_module
from stdnum.exceptions import ValidationError

from models.base.refusals import DomainError

WRITTEN = re.compile(r"(?:FI)?([0-9]{7})-?([0-9])", re.IGNORECASE)
FOREIGN = re.compile(r"([A-Z]{2})[A-Z0-9+*]{4,16}")
BETWEEN = re.compile(r"[\s.\-/]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2)  # the Finnish Patent and Registration Office's check: the sum modulo 11


class BusinessIdMalformed(DomainError):
    """Not a business id."""

    code = "business_id_malformed"
    field = "business_id"


class CheckDigitWrong(BusinessIdMalformed):
    """A business id with these first digits ends in ``right``."""

    code = "business_id.check_digit"


class DigitsImpossible(BusinessIdMalformed):
    """No business id begins with these seven digits: their check has no digit."""

    code = "business_id.impossible"


class VatNumberMalformed(BusinessIdMalformed):
    """Begins with ``country``'s letters, and is no VAT number of that country."""

    code = "vat_number.malformed"


def parse_business_id(text: str) -> str:
    """Give the id as 1234567-1, or "" for nothing; FI12345671 is the same number. Raises BusinessIdMalformed and its kinds."""
    typed = text.strip()
    if not typed:
        return ""
    written = WRITTEN.fullmatch(typed)
    if written is None:
        raise BusinessIdMalformed
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, written[1], strict=True)) % 11
    if rest == 1:
        raise DigitsImpossible
    right = (11 - rest) % 11
    if int(written[2]) != right:
        raise CheckDigitWrong(right=right, whole=f"{written[1]}-{right}")
    return f"{written[1]}-{written[2]}"


def parse_company_number(text: str) -> str:
    """A Finnish business id as 1234567-1, another country's VAT number as SE556036079301, or "" for nothing.

    Raises BusinessIdMalformed and its kinds. The rules of the countries come from python-stdnum; no network is asked.
    """
    compact = BETWEEN.sub("", text).upper()
    foreign = FOREIGN.fullmatch(compact)
    if foreign is None or foreign[1] == "FI":
        return parse_business_id(text)
    country = "GR" if foreign[1] == "EL" else foreign[1]
    rules = get_cc_module(country.lower(), "vat")
    if rules is None:
        raise BusinessIdMalformed
    try:
        number = rules.validate(compact)
    except ValidationError as error:
        raise VatNumberMalformed(country=foreign[1]) from error
    return str(number) if str(number).startswith(foreign[1]) else foreign[1] + str(number)
