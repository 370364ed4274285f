"""Who plans a series of meetings."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, WRONG

# fmt: off
ACCESS = {
    #                nobody  outsider particip leaver  substit superv  other   manager client  admin   dpo     auditor
    "plans.create": (LOGIN , HIDDEN, NO    , NO    , HIDDEN, WRONG , HIDDEN, WRONG , NO    , HIDDEN, HIDDEN, HIDDEN),
    "plans.new":    (LOGIN , HIDDEN, NO    , NO    , HIDDEN, OK    , HIDDEN, OK    , NO    , HIDDEN, HIDDEN, HIDDEN),
}
# fmt: on
