"""Who reaches the ratings of goals and their progress."""

from tests.web.access.outcomes import HIDDEN, LOGIN, OK, WRONG

# fmt: off
ACCESS = {
    #                          nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "goal_ratings.create":     (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "goal_ratings.edit":       (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "goal_ratings.new":        (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "goal_ratings.update":     (LOGIN,    HIDDEN,   "409",       HIDDEN,   HIDDEN,      "409",       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "progress.show":           (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
}
# fmt: on
