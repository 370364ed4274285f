"""Who reaches evaluations: the one in the addresses is the final one, opened after the leaver had left."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                             nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "evaluation_answers.edit":    (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "evaluation_answers.update":  (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "evaluation_closings.create": (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      ON,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "evaluation_closings.new":    (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "evaluations.create":         (LOGIN,    HIDDEN,   NO,          NO,       HIDDEN,      WRONG,       HIDDEN,   NO,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "evaluations.index":          (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      OK,          HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "evaluations.new":            (LOGIN,    HIDDEN,   NO,          NO,       HIDDEN,      OK,          HIDDEN,   NO,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "evaluations.show":           (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
}
# fmt: on
