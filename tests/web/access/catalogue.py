"""Who reaches the service pages and what is behind them."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, WRONG

# fmt: off
ACCESS = {
    #                           nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "account_managers.create":  (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       WRONG,    NO,       NO),
    "account_managers.edit":    (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   OK,       HIDDEN,   HIDDEN),
    "account_managers.index":   (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "account_managers.new":     (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "account_managers.update":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   WRONG,    HIDDEN,   HIDDEN),
    "goal_themes.create":       (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       WRONG,    NO,       NO),
    "goal_themes.edit":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   OK,       HIDDEN,   HIDDEN),
    "goal_themes.index":        (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "goal_themes.new":          (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "goal_themes.update":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   WRONG,    HIDDEN,   HIDDEN),
    "product_versions.create":  (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   NO,       HIDDEN,   WRONG,    HIDDEN,   NO),
    "product_versions.new":     (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   NO,       HIDDEN,   OK,       HIDDEN,   NO),
    "products.create":          (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       WRONG,    NO,       NO),
    "products.edit":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   NO,       HIDDEN,   OK,       HIDDEN,   NO),
    "products.index":           (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       OK,       NO,       OK,       NO,       OK),
    "products.new":             (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "products.show":            (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   OK,       HIDDEN,   OK,       HIDDEN,   OK),
    "products.update":          (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   NO,       HIDDEN,   WRONG,    HIDDEN,   NO),
    "sectors.create":           (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       WRONG,    NO,       NO),
    "sectors.edit":             (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   OK,       HIDDEN,   HIDDEN),
    "sectors.index":            (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "sectors.new":              (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "sectors.update":           (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   WRONG,    HIDDEN,   HIDDEN),
    "service_settings.edit":    (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "service_settings.update":  (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       WRONG,    NO,       NO),
    "services.index":           (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "services.show":            (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "standard_texts.edit":      (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "standard_texts.index":     (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       OK,       NO,       NO),
    "standard_texts.update":    (LOGIN,    NO,       NO,          NO,       NO,          NO,          NO,       NO,       NO,       WRONG,    NO,       NO),
    "terms.show":               (OK,       OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
}
