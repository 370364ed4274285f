"""Who reaches goals."""

from tests.web.access.outcomes import BAD, HIDDEN, LOGIN, OK, WRONG

# fmt: off
ACCESS = {
    # nobody, outsider, participant, leaver, substitute, supervisor, other, manager, client, admin, dpo, auditor
    "goal_answers.create":    (LOGIN, HIDDEN, BAD, HIDDEN, HIDDEN, BAD, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "goal_endings.create":    (LOGIN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, WRONG, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "goal_endings.new":       (LOGIN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, OK, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "goals.create":           (LOGIN, HIDDEN, WRONG, HIDDEN, HIDDEN, WRONG, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "goals.edit":             (LOGIN, HIDDEN, OK, HIDDEN, HIDDEN, OK, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "goals.index":            (LOGIN, HIDDEN, OK, OK, HIDDEN, OK, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "goals.new":              (LOGIN, HIDDEN, OK, HIDDEN, HIDDEN, OK, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "goals.show":             (LOGIN, HIDDEN, OK, HIDDEN, HIDDEN, OK, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
    "goals.update":           (LOGIN, HIDDEN, WRONG, HIDDEN, HIDDEN, WRONG, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN),
}
# fmt: on
