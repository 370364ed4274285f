"""Who reaches calendar addresses and settings: everybody their own, and whoever has an address the calendar behind it."""

from tests.web.access.outcomes import HIDDEN, LOGIN, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                            nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "calendar_feeds.create":     (LOGIN,    WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
    "calendar_feeds.destroy":    (LOGIN,    HIDDEN,   ON,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "calendar_feeds.index":      (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "calendar_settings.edit":    (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "calendar_settings.update":  (LOGIN,    WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
    "feeds.show":                (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
}
# fmt: on
