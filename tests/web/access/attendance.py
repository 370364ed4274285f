"""Who tells of absences, prints who came, and counts and confirms hours."""

from tests.web.access.outcomes import HIDDEN, LOGIN, ON

# fmt: off
ACCESS = {
    #                             nobody  outsider particip leaver  substit superv  other   manager client  admin   dpo     auditor
    "absence_notices.create":    (LOGIN , HIDDEN, ON    , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "absence_notices.destroy":   (LOGIN , HIDDEN, ON    , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
}
# fmt: on
