"""Who reaches the service pages and what is behind them."""

from tests.web.access.outcomes import OK

# fmt: off
ACCESS = {
    #                   nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "services.index":   (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "services.show":    (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "terms.show":       (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
}
