"""Who sees the provider's reports, and what a process leaves to whoever took part."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON

# fmt: off
ACCESS = {
    #                                  nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "farewells.show":                  (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "new_requests.create":             (LOGIN,    HIDDEN,   ON,          ON,       HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "own_texts.show":                  (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "participation_certificates.show": (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "report_exports.show":             (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       OK,       NO,       NO),
    "reports.index":                   (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       OK,       NO,       NO),
}
# fmt: on
