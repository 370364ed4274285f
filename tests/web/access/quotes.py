"""Who reaches quotes: drafts are the account managers'; a sent one is its recipient's and the offered supervisor's too."""

from tests.web.access.outcomes import HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                             nobody  outsider particip leaver  substit superv  other   manager client  admin   dpo     auditor
    "quote_answers.create":      (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, WRONG , HIDDEN, HIDDEN, HIDDEN),
    "quote_answers.show":        (OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK),
    "quote_answers.update":      (WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG , WRONG),
    "quote_copies.show":         (OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK),
    "quote_dispatches.create":   (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, WRONG , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_dispatches.new":      (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, OK    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_lines.create":        (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, WRONG , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_lines.destroy":       (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, ON    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_lines.edit":          (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, OK    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_lines.new":           (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, OK    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_lines.update":        (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, WRONG , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_prints.show":         (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, OK    , HIDDEN, OK    , OK    , HIDDEN, HIDDEN, OK),
    "quote_supervisors.create":  (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, WRONG , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_supervisors.destroy": (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, ON    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_supervisors.new":     (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, OK    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quote_versions.create":     (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, ON    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quotes.create":             (LOGIN , NO    , NO    , NO    , NO    , NO    , NO    , WRONG , NO    , NO    , NO    , NO),
    "quotes.destroy":            (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, ON    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quotes.edit":               (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, OK    , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "quotes.index":              (LOGIN , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK    , OK),
    "quotes.new":                (LOGIN , NO    , NO    , NO    , NO    , NO    , NO    , OK    , NO    , NO    , NO    , NO),
    "quotes.show":               (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, OK    , HIDDEN, OK    , OK    , HIDDEN, HIDDEN, OK),
    "quotes.update":             (LOGIN , HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, WRONG , HIDDEN, HIDDEN, HIDDEN, HIDDEN),
}
# fmt: on
