"""Sentences about requests for a quote, billing and crisis cases."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: Final[dict[str, LazyString]] = {
    "business_id.check_digit": _("The last digit of this business ID should be %(right)s: %(whole)s. Check the number."),
    "business_id.impossible": _("No business ID begins with these digits. Check the number."),
    "vat_number.malformed": _("This is not a valid VAT number of the country %(country)s. Check its digits."),
    "billing.organisation_name_missing": _("Write the name of the organisation that pays."),
    "billing.einvoice_address_malformed": _("Write the e-invoice address as 0037 and the business ID without its hyphen, or as an IBAN."),
    "billing.einvoice_operator_malformed": _("Write the operator’s ID, such as 003721291126, or the bank’s BIC, such as NDEAFIHH."),
    "billing.einvoice_operator_missing": _("Write the operator of the e-invoice address as well."),
    "billing.einvoice_address_missing": _("Write the e-invoice address as well, or leave the operator empty."),
    "request.moved": _("The request has moved on meanwhile. Look at it again."),
    "request.reason_missing": _("Write why the request is closed."),
    "request.reason_in_words": _("Choose one of the reasons."),
    "request.starts_too_soon": _("Choose a day that is tomorrow at the earliest."),
    "request.already_theirs": _("The request is with this account manager already. Choose somebody else."),
    "request.incomplete": _("Something is still missing. Open the steps marked above and complete them."),
    "crisis.moved": _("The case has moved on meanwhile. Look at it again."),
    "crisis.supervisors_missing": _("Choose at least one supervisor, preferably two."),
    "crisis.same_person_twice": _("Choose two different people, or leave the second empty."),
    "crisis.not_qualified": _("%(name)s has no verified supervisor qualification in force. Choose somebody else."),
    "crisis.single_reason_missing": _("A pair is recommended. Choose a second supervisor, or say why one is enough."),
    "crisis.meeting_in_past": _("Choose a time that is still to come."),
    "crisis.not_crisis_engagement": _("Choose an engagement of crisis supervision."),
    "crisis.not_their_case": _("Only the supervisors of the case assess it."),
}
