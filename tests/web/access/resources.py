"""Who reaches rooms, closed days, availability and files of participants."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

STALE = "409"  # an empty form has seen no version

# fmt: off
ACCESS = {
    #                              nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "availabilities.edit":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "availabilities.index":        (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       NO,       NO,       NO),
    "availabilities.update":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      STALE,       HIDDEN,   STALE,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "calendar_exceptions.create":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "calendar_exceptions.destroy": (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "calendar_exceptions.new":     (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "closures.create":             (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       WRONG,    NO,       NO),
    "closures.destroy":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   ON,       HIDDEN,   HIDDEN),
    "closures.index":              (LOGIN,    NO,       NO,          NO,       NO,          OK,          OK,       OK,       NO,       OK,       NO,       NO),
    "closures.new":                (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "participant_exports.show":    (LOGIN,    HIDDEN,   NO,          NO,       HIDDEN,      OK,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "participant_imports.create":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "participant_imports.destroy": (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "participant_imports.new":     (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "participant_imports.show":    (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "participant_imports.update":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "rooms.create":                (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       WRONG,    NO,       WRONG,    NO,       NO),
    "rooms.edit":                  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   OK,       HIDDEN,   HIDDEN),
    "rooms.index":                 (LOGIN,    NO,       NO,          NO,       NO,          OK,          OK,       OK,       NO,       OK,       NO,       NO),
    "rooms.new":                   (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       OK,       NO,       NO),
    "rooms.show":                  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          OK,       OK,       HIDDEN,   OK,       HIDDEN,   HIDDEN),
    "rooms.update":                (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   WRONG,    HIDDEN,   WRONG,    HIDDEN,   HIDDEN),
}
# fmt: on
