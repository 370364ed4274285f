"""Who reaches the logs, statements and feedback."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                      nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "audit_events.index":  (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       NO,       OK,       OK),
    "feedback.create":     (WRONG,    WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
    "feedback.index":      (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "feedback.new":        (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "feedback.update":     (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   ON,       HIDDEN,   HIDDEN),
    "jobs.index":          (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "messages.index":      (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "messages.show":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "policies.index":      (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "read_reports.create": (LOGIN,    HIDDEN,   ON,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reads.index":         (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "resends.create":      (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   ON,       HIDDEN,   HIDDEN),
    "statements.show":     (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
}
# fmt: on
