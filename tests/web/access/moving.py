"""Who moves, confirms, cancels and restores meetings, and who reads their history."""

from tests.web.access.outcomes import BAD, HIDDEN, LOGIN, NO, OK, ON, WRONG

# fmt: off
ACCESS = {
    #                                nobody    outsider  participant  leaver    substitute   supervisor   other     manager   client    admin     dpo       auditor
    "meeting_cancellations.create":  (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "meeting_cancellations.destroy": (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      NO,          HIDDEN,   NO,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "meeting_cancellations.new":     (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "meeting_changes.index":         (LOGIN,    HIDDEN,   OK,          OK,       HIDDEN,      OK,          HIDDEN,   OK,       OK,       HIDDEN,   HIDDEN,   HIDDEN),
    "meeting_confirmations.create":  (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      ON,          HIDDEN,   ON,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "meeting_moves.create":          (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      WRONG,       HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "meeting_moves.new":             (LOGIN,    HIDDEN,   NO,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "series_confirmations.create":   (LOGIN,    HIDDEN,   NO,          NO,       HIDDEN,      ON,          HIDDEN,   ON,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "series_moves.create":           (LOGIN,    HIDDEN,   NO,          NO,       HIDDEN,      WRONG,       HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "series_moves.new":              (LOGIN,    HIDDEN,   NO,          NO,       HIDDEN,      OK,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "supervisor_change_answers.create":(LOGIN,  HIDDEN,   BAD,         HIDDEN,   HIDDEN,      NO,          HIDDEN,   BAD,      HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "supervisor_change_answers.index": (OK,     OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "supervisor_change_answers.show":  (OK,     OK,       OK,          OK,       OK,          OK,          OK,       OK,       OK,       OK,       OK,       OK),
    "supervisor_change_answers.update":(WRONG,  WRONG,    WRONG,       WRONG,    WRONG,       WRONG,       WRONG,    WRONG,    WRONG,    WRONG,    WRONG,    WRONG),
    "supervisor_changes.create":       (LOGIN,  HIDDEN,   NO,          NO,       HIDDEN,      WRONG,       HIDDEN,   WRONG,    NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "supervisor_changes.destroy":      (LOGIN,  HIDDEN,   NO,          HIDDEN,   HIDDEN,      NO,          HIDDEN,   ON,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
    "supervisor_changes.new":          (LOGIN,  HIDDEN,   NO,          NO,       HIDDEN,      OK,          HIDDEN,   OK,       NO,       HIDDEN,   HIDDEN,   HIDDEN),
    "supervisor_changes.show":         (LOGIN,  HIDDEN,   OK,          HIDDEN,   HIDDEN,      OK,          HIDDEN,   OK,       HIDDEN,   HIDDEN,   HIDDEN,   HIDDEN),
}
# fmt: on
