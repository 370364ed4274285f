"""Whom the invoice goes to, as a requester writes it: checked before it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stdnum import iban
from stdnum.exceptions import ValidationError

from models.base import DomainError
from models.base.business_id import BusinessIdMalformed, parse_business_id, parse_company_number
from models.base.email import EmailAddress
from models.process.participation import PayerKind

# The OVT address of Finnish e-invoicing: ISO 6523's 0037, a business id without its hyphen, up to five letters or digits of one's own.
OVT = re.compile(r"0037([0-9]{8})([A-Z0-9]{0,5})")
# An operator is known by an OVT address of its own or, a bank, by its BIC (ISO 9362).
OPERATOR = re.compile(r"0037[0-9]{8}[A-Z0-9]{0,5}|[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{6,30}")
BETWEEN = re.compile(r"[\s\-]")


class OrganisationNameMissing(DomainError):
    """An organisation pays, and has no name."""

    code = "billing.organisation_name_missing"
    field = "organisation_name"


class EinvoiceAddressMalformed(DomainError):
    """Neither an OVT address nor an IBAN."""

    code = "billing.einvoice_address_malformed"
    field = "einvoice_address"


class EinvoiceOperatorMalformed(DomainError):
    """Neither an operator's id nor a bank's BIC."""

    code = "billing.einvoice_operator_malformed"
    field = "einvoice_operator"


class EinvoiceOperatorMissing(DomainError):
    """An e-invoice address without the operator that carries it."""

    code = "billing.einvoice_operator_missing"
    field = "einvoice_operator"


class EinvoiceAddressMissing(DomainError):
    """An operator without an e-invoice address."""

    code = "billing.einvoice_address_missing"
    field = "einvoice_address"


@dataclass(frozen=True, slots=True)
class Billing:
    """Who pays, and where the invoice goes."""

    payer_kind: PayerKind
    organisation_name: str = ""
    business_id: str = ""
    einvoice_address: str = ""
    einvoice_operator: str = ""
    purchase_order: str = ""
    billing_address: str = ""
    approver_email: str = ""

    def checked(self) -> Billing:
        """The same with every number in its one form; of somebody who pays alone, only the postal address stays.

        Raises OrganisationNameMissing, BusinessIdMalformed and its kinds, the four about e-invoices, EmailMalformed.
        """
        if self.payer_kind is PayerKind.SELF:
            return Billing(PayerKind.SELF, billing_address=self.billing_address)
        if not self.organisation_name:
            raise OrganisationNameMissing
        address, operator = einvoice_pair(self.einvoice_address, self.einvoice_operator)
        return Billing(
            payer_kind=self.payer_kind,
            organisation_name=self.organisation_name,
            business_id=parse_company_number(self.business_id),
            einvoice_address=address,
            einvoice_operator=operator,
            purchase_order=self.purchase_order,
            billing_address=self.billing_address,
            approver_email=str(EmailAddress.parse(self.approver_email)) if self.approver_email else "",
        )


def einvoice_pair(address: str, operator: str) -> tuple[str, str]:
    """Both or neither, in capitals without blanks."""
    address, operator = parse_einvoice_address(address), parse_einvoice_operator(operator)
    if address and not operator:
        raise EinvoiceOperatorMissing
    if operator and not address:
        raise EinvoiceAddressMissing
    return address, operator


def parse_einvoice_address(text: str) -> str:
    """An OVT address or an IBAN without blanks, or "" for nothing. Raises EinvoiceAddressMalformed."""
    compact = BETWEEN.sub("", text).upper()
    if not compact:
        return ""
    if ovt := OVT.fullmatch(compact):
        try:
            parse_business_id(ovt[1])
        except BusinessIdMalformed as error:
            raise EinvoiceAddressMalformed from error
        return compact
    if not IBAN.fullmatch(compact):
        raise EinvoiceAddressMalformed
    try:
        return str(iban.validate(compact))
    except ValidationError as error:
        raise EinvoiceAddressMalformed from error


def parse_einvoice_operator(text: str) -> str:
    """An operator's id without blanks, or "" for nothing. Raises EinvoiceOperatorMalformed."""
    compact = BETWEEN.sub("", text).upper()
    if compact and not OPERATOR.fullmatch(compact):
        raise EinvoiceOperatorMalformed
    return compact
