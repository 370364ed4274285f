"""Who reaches the calendar and the polls of times."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, WRONG

# fmt: off
ACCESS = {
    #                          nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "calendars.index":         (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "calendars.show":          (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "months.index":            (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "months.show":             (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "poll_answers.create":     (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "poll_answers.show":       (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "poll_answers.update":     (WRONG,    WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
    "poll_closings.create":    (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "poll_closings.new":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "time_polls.create":       (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "time_polls.new":          (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "time_polls.show":         (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "weeks.index":             (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "weeks.show":              (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
}
# fmt: on
