"""What a requester writes about the invoice."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import DomainError
from models.base.email import EmailMalformed
from models.commerce import billing
from models.commerce.billing import Billing, parse_einvoice_address, parse_einvoice_operator
from models.process import PayerKind

FULL = {"organisation_name": "Lokkirannan kotihoito", "einvoice_address": "003700000019", "einvoice_operator": "NDEAFIHH"}


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("0037 0000 0019", "003700000019"),
        ("003700000019ab1", "003700000019AB1"),
        ("FI21 1234 5600 0007 85", "FI2112345600000785"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_an_einvoice_address_is_an_ovt_or_an_iban(typed: str, address: str) -> None:
    assert parse_einvoice_address(typed) == address


@pytest.mark.parametrize("typed", ["0037", "003700000018", "003700000019ABCDEF", "FI2112345600000786", "FI21", "nimi", "١٢٣٤", "0037\x00"])
def test_nothing_else_is(typed: str) -> None:
    with pytest.raises(billing.EinvoiceAddressMalformed):
        parse_einvoice_address(typed)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"organisation_name": ""}, billing.OrganisationNameMissing),
        ({"einvoice_operator": ""}, billing.EinvoiceOperatorMissing),
        ({"einvoice_address": ""}, billing.EinvoiceAddressMissing),
        ({"einvoice_operator": "pankki"}, billing.EinvoiceOperatorMalformed),
        ({"approver_email": "ei"}, EmailMalformed),
    ],
)
def test_what_does_not_fit_together_is_refused(changes: dict[str, str], refusal: type[DomainError]) -> None:
    assert Billing(PayerKind.ORGANISATION, **FULL).checked().einvoice_operator == "NDEAFIHH"
    with pytest.raises(refusal):
        Billing(PayerKind.ORGANISATION, **FULL | changes).checked()


def test_of_somebody_who_pays_alone_only_the_postal_address_stays() -> None:
    assert Billing(PayerKind.SELF, billing_address="Katu 1", **FULL).checked() == Billing(PayerKind.SELF, billing_address="Katu 1")


@given(st.text(max_size=40))
def test_no_text_is_more_than_refused(text: str) -> None:
    for parse in (parse_einvoice_address, parse_einvoice_operator):
        with suppress(billing.EinvoiceAddressMalformed, billing.EinvoiceOperatorMalformed):
            assert parse(parse(text)) == parse(text)
