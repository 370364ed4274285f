"""Who reaches open groups, applications and employers' approvals."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                                nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "acknowledgements.show":         (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "application_approvals.create":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "application_decisions.create":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "applications.create":           (WRONG,    WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
    "applications.destroy":          (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   ON,          HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "applications.index":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "applications.new":              (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "applications.show":             (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   OK,          HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "call_offs.create":              (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "call_offs.new":                 (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "continuation_answers.create":   (LOGIN,    ON,       HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "continuation_invitations.show": (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "continuation_invitations.update": (WRONG,  WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
    "continuations.create":          (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "continuations.new":             (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "continuations.show":            (LOGIN,    OK,       HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "employer_approvals.show":       (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "employer_approvals.update":     (WRONG,    WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
    "listings.create":               (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "listings.destroy":              (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "open_groups.create":            (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       WRONG,    NO,       NO,       NO,       NO),
    "open_groups.edit":              (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "open_groups.index":             (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "open_groups.new":               (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       NO,       NO,       NO),
    "open_groups.show":              (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "open_groups.update":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "quote_approvals.create":        (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "seat_acceptances.create":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   WRONG,       HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "seat_offers.show":              (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "seat_offers.update":            (WRONG,    WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
}
# fmt: on
