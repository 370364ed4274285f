"""Who reaches cancellations, waivers, no-shows, moves of the start and the cancellation policies."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                               nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "cancellation_policies.create": (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       WRONG,    NO,       NO),
    "cancellation_policies.index":  (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "cancellation_policies.new":    (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "cancellations.create":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    WRONG,    HIDDEN,   HIDDEN,   NO),
    "cancellations.new":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   NO),
    "cancellations.show":           (LOGIN,    OK,       HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   OK),
    "no_shows.index":               (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       NO,       NO,       NO),
    "no_shows.show":                (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "no_shows.update":              (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "seat_cancellations.create":    (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    WRONG,    HIDDEN,   HIDDEN,   HIDDEN),
    "seat_cancellations.new":       (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   HIDDEN),
    "start_moves.create":           (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   NO),
    "start_moves.new":              (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   NO),
    "waiver_approvals.create":      (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "waiver_refusals.create":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "waivers.create":               (LOGIN,    NO,       HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   NO),
    "waivers.new":                  (LOGIN,    NO,       HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   NO),
}
# fmt: on
