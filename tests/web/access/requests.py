"""Who reaches requests for a quote and crisis cases. Aino supervises the case, and Marja-Liisa reported it."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

EVERYBODY = (OK,) * 12
REFUSED = (WRONG,) * 12
# fmt: off
ACCESS = {
    #                            nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "client_links.create":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "client_links.new":          (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "closings.create":           (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "closings.new":              (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_assessments.create": (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   NO,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_assessments.new":    (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   NO,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_cases.index":        (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       NO,       NO,       NO),
    "crisis_cases.show":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_closures.create":    (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   ON,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_offers.create":      (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_offers.new":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_pairs.create":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_pairs.new":          (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_reports.create":     REFUSED,
    "crisis_reports.new":        EVERYBODY,
    "crisis_runs.create":        (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "crisis_runs.new":           (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      NO,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "draft_links.create":        REFUSED,
    "draft_links.new":           EVERYBODY,
    "handovers.create":          (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "handovers.new":             (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "quote_requests.edit":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "quote_requests.index":      (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       NO,       NO,       NO),
    "quote_requests.show":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "quote_requests.update":     (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "receipts.show":             EVERYBODY,
    "request_drafts.create":     REFUSED,
    "request_drafts.edit":       EVERYBODY,
    "request_drafts.new":        EVERYBODY,
    "request_drafts.update":     REFUSED,
    "spam_marks.create":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "spam_marks.destroy":        (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "triages.create":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
}
# fmt: on
