"""Words for the closed lists of agreements."""

from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from models.commerce.agreement import AgreementState, Factor, Party, VersionState
from web.documents.agreement import HEADINGS, PARTIES

AGREEMENTS: Final[dict[str, LazyString]] = {
    AgreementState.DRAFT: _("Draft"),
    AgreementState.AWAITING_SIGNATURES: _("Waits for signatures"),
    AgreementState.IN_FORCE: _("In force"),
    AgreementState.LAPSED: _("Lapsed"),
    AgreementState.CANCELLED: _("Cancelled"),
    AgreementState.INTERRUPTED: _("Interrupted"),
    AgreementState.ENDED: _("Finished"),
}
AGREEMENT_DISCS: Final[dict[str, str]] = {
    AgreementState.DRAFT: "dash",
    AgreementState.AWAITING_SIGNATURES: "half",
    AgreementState.IN_FORCE: "full",
    AgreementState.LAPSED: "off",
    AgreementState.CANCELLED: "off",
    AgreementState.INTERRUPTED: "off",
    AgreementState.ENDED: "full",
}
VERSIONS: Final[dict[str, LazyString]] = {
    VersionState.DRAFT: _("Draft"),
    VersionState.AWAITING_SIGNATURES: _("Waits for signatures"),
    VersionState.IN_FORCE: _("In force"),
    VersionState.SUPERSEDED: _("Replaced by a newer version"),
    VersionState.LAPSED: _("Lapsed"),
}
VERSION_DISCS: Final[dict[str, str]] = {
    VersionState.DRAFT: "dash",
    VersionState.AWAITING_SIGNATURES: "half",
    VersionState.IN_FORCE: "full",
    VersionState.SUPERSEDED: "off",
    VersionState.LAPSED: "off",
}
FACTORS: Final[dict[str, LazyString]] = {
    Factor.SIGNED_IN: _("signed in"),
    Factor.LINK: _("by a link from a mail"),
}
# What a draft may lack, as the codes of ``AgreementVersion.missing`` say it.
MISSING: Final[dict[str, LazyString]] = {
    "aim": _("What the client hopes for"),
    "first_meeting": _("The first meeting’s day and time"),
    "place": _("The place, or that meetings are remote"),
    "payers": _("Who pays"),
    "people": _("Who takes part"),
    "billing": _("Where an invoice goes, or why the organisation takes no e-invoice"),
    "seats": _("Enough places: a payer has more participants than places"),
    "lead": _("A lead supervisor"),
    "signatories": _("At least two people who must sign"),
} | {heading.slot: words for heading, words in HEADINGS.items()}  # type: ignore[attr-defined]  # keys are headings


def agreement_state(state: AgreementState) -> tuple[str, str]:
    """For templates: the disc and the word of an agreement's state."""
    return AGREEMENT_DISCS[state], str(AGREEMENTS[state])


def version_state(state: VersionState) -> tuple[str, str]:
    """For templates: the disc and the word of a version's state."""
    return VERSION_DISCS[state], str(VERSIONS[state])


def party_name(party: Party) -> str:
    """For templates: in whose name somebody signs."""
    return str(PARTIES[party])


def factor_name(factor: Factor) -> str:
    """For templates: how a signer was known."""
    return str(FACTORS[factor])


def missing_word(code: str) -> str:
    """For templates: what a draft lacks."""
    return str(MISSING[code])
