"""Who reaches agreements, their drafts, and the pages on which they are signed."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

STALE = "409"  # an empty form carries no version: somebody else must have saved since
ALL_OK, ALL_WRONG = (OK,) * 12, (WRONG,) * 12


def writer(outcome: str) -> tuple[str, ...]:
    """Account managers; for everybody else a draft does not exist."""
    return (LOGIN, *(HIDDEN,) * 6, outcome, *(HIDDEN,) * 4)


# fmt: off
ACCESS = {
    #                               nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "agreement_prints.show":        (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   OK),
    "agreement_versions.destroy":   writer(ON),
    "agreement_versions.edit":      writer(OK),
    "agreement_versions.show":      (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   OK),
    "agreement_versions.update":    writer(WRONG),
    "agreements.create":            (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       WRONG,    NO,       NO,       NO,       NO),
    "agreements.index":             (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "agreements.new":               (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       NO,       NO,       NO),
    "agreements.show":              (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   OK),
    "amendments.create":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   NO),
    "amendments.new":               (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   NO),
    "clauses.edit":                 writer(OK),
    "clauses.update":               writer(STALE),
    "dispatches.create":            writer(WRONG),
    "dispatches.new":               writer(OK),
    "engagement_agreements.index":  (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      OK,          HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   HIDDEN),
    "option_exercises.create":      (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   WRONG,    WRONG,    HIDDEN,   HIDDEN,   NO),
    "option_exercises.new":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   NO),
    "payers.create":                writer(WRONG),
    "payers.destroy":               writer(WRONG),
    "payers.edit":                  writer(OK),
    "payers.new":                   writer(OK),
    "payers.update":                writer(WRONG),
    "planned_participants.create":  writer(WRONG),
    "planned_participants.destroy": writer(ON),
    "planned_participants.new":     writer(OK),
    "planned_supervisors.create":   writer(WRONG),
    "planned_supervisors.destroy":  writer(ON),
    "planned_supervisors.new":      writer(OK),
    "recalls.create":               (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   ON,       NO,       HIDDEN,   HIDDEN,   NO),
    "signatories.create":           writer(WRONG),
    "signatories.destroy":          writer(ON),
    "signatories.new":              writer(OK),
    "signature_sets.create":        writer(WRONG),
    "signature_sets.new":           writer(OK),
    "signatures.create":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN),
    "signatures.new":               (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN),
    "signing_answers.show":         ALL_OK,
    "signing_links.show":           ALL_OK,
    "signing_links.update":         ALL_WRONG,
}
# fmt: on
