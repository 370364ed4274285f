"""Who reaches the calendar and the polls of times."""

from tests.web.access.outcomes import LOGIN, OK

# fmt: off
ACCESS = {
    #                          nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "calendars.index":         (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "calendars.show":          (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "months.index":            (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "months.show":             (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "weeks.index":             (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "weeks.show":              (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
}
# fmt: on
