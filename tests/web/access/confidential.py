"""Who reaches notes and consents."""

from tests.web.access.outcomes import BAD, HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                          nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "claims.create":           (LOGIN,    HIDDEN,   ON,          ON,       HIDDEN,      NO,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "consent_requests.create": (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "consent_rounds.create":   (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "consents.edit":           (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "consents.index":          (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "consents.update":         (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "erasures.create":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      "409",       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "erasures.new":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "notes.show":              (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "notes.update":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      BAD,         HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "passage_drafts.update":   (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "passages.create":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "passages.edit":           (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "passages.update":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "preferences.update":      (LOGIN,    HIDDEN,   ON,          ON,       HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "removals.create":         (LOGIN,    HIDDEN,   ON,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "removals.new":            (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "withdrawals.create":      (LOGIN,    HIDDEN,   ON,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "withdrawals.edit":        (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "withdrawals.update":      (ON,       ON,       ON,          ON,       ON,          ON,          ON,       ON,       ON,       ON,       ON,       ON),
}
# fmt: on
