"""Who reaches reflections, the questions offered for them, and supervisors' banks."""

from tests.web.access.outcomes import BAD, HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                              nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "bank_questions.create":       (LOGIN,    NO,       NO,          NO,       NO,          WRONG,       WRONG,    NO,       NO,       NO,       NO,       NO),
    "bank_questions.destroy":      (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "bank_questions.edit":         (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "bank_questions.index":        (LOGIN,    NO,       NO,          NO,       NO,          OK,          OK,       NO,       NO,       NO,       NO,       NO),
    "bank_questions.new":          (LOGIN,    NO,       NO,          NO,       NO,          OK,          OK,       NO,       NO,       NO,       NO,       NO),
    "bank_questions.update":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      "409",       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "offered_questions.create":    (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "offered_questions.destroy":   (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      ON,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "offered_questions.new":       (LOGIN,    HIDDEN,   HIDDEN,      HIDDEN,   HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "own_reflections.index":       (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "reflection_exports.show":     (LOGIN,    OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "reflection_marks.update":     (LOGIN,    HIDDEN,   BAD,         HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflection_openings.create":  (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflection_openings.destroy": (LOGIN,    HIDDEN,   ON,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflection_openings.new":     (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflections.create":          (LOGIN,    HIDDEN,   WRONG,       HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflections.destroy":         (LOGIN,    HIDDEN,   ON,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflections.edit":            (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflections.index":           (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      OK,          HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflections.new":             (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflections.show":            (LOGIN,    HIDDEN,   OK,          HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "reflections.update":          (LOGIN,    HIDDEN,   "409",       HIDDEN,   HIDDEN,      HIDDEN,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "starter_questions.create":    (LOGIN,    NO,       NO,          NO,       NO,          ON,          ON,       NO,       NO,       NO,       NO,       NO),
}
# fmt: on
