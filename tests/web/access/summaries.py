"""Who reaches shared agreements and the client's summaries."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                             nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "client_summaries.create":    (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "client_summaries.destroy":   (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      "409",       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "client_summaries.edit":      (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "client_summaries.index":     (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "client_summaries.show":      (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "client_summaries.update":    (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "commitments.create":         (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      NO,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "commitments.destroy":        (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      NO,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "delivered_summaries.index":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN),
    "delivered_summaries.show":   (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN),
    "outward_approvals.create":   (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      NO,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "outward_approvals.destroy":  (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      NO,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "shared_agreements.create":   (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "shared_agreements.destroy":  (LOGIN,    HIDDEN,   "409",       HIDDEN,   HIDDEN,      "409",       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "shared_agreements.edit":     (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "shared_agreements.index":    (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "shared_agreements.update":   (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_answers.edit":       (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_answers.index":      (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_answers.update":     (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_deliveries.create":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_deliveries.index":   (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_deliveries.new":     (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_dispatches.create":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_dispatches.destroy": (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_dispatches.new":     (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "summary_prints.show":        (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN),
}
# fmt: on
