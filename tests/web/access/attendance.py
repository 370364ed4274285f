"""Who tells of absences, prints who came, and counts and confirms hours."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                                 nobody  outsider particip leaver  substit superv  other   manager client  admin   dpo     auditor
    "absence_notices.create":        (LOGIN , HIDDEN, ON    , ON    , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "absence_notices.destroy":       (LOGIN , HIDDEN, ON    , ON    , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "attendance_sheets.index":       (LOGIN , HIDDEN, NO    , NO    , HIDDEN, OK    , HIDDEN, NO    , NO    , HIDDEN, HIDDEN, HIDDEN),
    "attendance_sheets.show":        (LOGIN , HIDDEN, NO    , NO    , HIDDEN, OK    , HIDDEN, NO    , NO    , HIDDEN, HIDDEN, HIDDEN),
    "hours.index":                   (LOGIN , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK),
    "hours_certificates.show":       (LOGIN , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK),
    "hours_confirmations.create":    (LOGIN , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG),
    "hours_confirmations.index":     (LOGIN , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK),
    "hours_exports.show":            (LOGIN , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK),
    "supervisor_hours.index":        (LOGIN , NO    , NO    , NO    , NO    , NO    , NO    , OK    , NO    , NO    , NO    , NO),
    "supervisor_hours_exports.show": (LOGIN , NO    , NO    , NO    , NO    , NO    , NO    , OK    , NO    , NO    , NO    , NO),
}
# fmt: on
