"""Who sees the provider's reports, and what a process leaves to whoever took part."""

from tests.web.access.outcomes import LOGIN, NO, OK

# fmt: off
ACCESS = {
    #                                  nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "report_exports.show":             (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       OK,       NO,       NO),
    "reports.index":                   (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       OK,       NO,       NO),
}
# fmt: on
