"""What ``visibility`` and the vault decide about texts, in the sentences that are published; the numbers are the code's own."""

from __future__ import annotations

from models.process.engagement import TEXTS_KEPT, WORKING_NOTES_KEPT
from policy.confidential.visibility import AUTHOR_KEEPS, LEAVER_READS, UNRECORDED_LIVES

NUMBERS = {
    "leaver": LEAVER_READS.days,
    "author": AUTHOR_KEEPS.days,
    "unrecorded": UNRECORDED_LIVES.days,
    "kept": TEXTS_KEPT.days,
    "working": WORKING_NOTES_KEPT.days,
}
SAYINGS = (
    "A passage is open to the supervisor who wrote it, and to the pair when everybody in it lets it be recorded.",
    "Whoever a passage is about alone always reads it. Of several people each reads it while the others let it be recorded and nobody has refused to share it.",
    "Others read a passage only when everybody in it has said yes, for exactly that wording, to an audience that they belong to. When the answers differ, the narrowest one holds.",
    "A passage about nobody is open to those who were at the meeting.",
    "A new wording needs new answers. Until they come, others read the last wording that everybody has agreed to.",
    "When somebody withdraws, others no longer see the passage. They see only that it is not shared, never who refused.",
    "Somebody who comes later reads nothing of the meetings before, and gets no other person's consents with the seat.",
    "Who has left the group reads other people's passages for %(leaver)s days more; passages about oneself stay open.",
    "When somebody does not let a passage be recorded, it is destroyed after %(author)s days; without any answer, after %(unrecorded)s days.",
    "A supervisor's own working note is open to nobody else, a pair's note to the pair alone. They are destroyed %(working)s days after the supervision has ended, passages %(kept)s days after.",
    "A reflection opened to a meeting is read by those who were there and by the supervisors who held it and still supervise; who has left the group reads it for %(leaver)s days more. Closed again, nobody else reads it.",
    "No role opens a text. Administrators, account managers, clients, the data protection officer and the auditor see neither texts nor answers.",
    "Of an evaluation's answers only this is told, once and when it has closed: under three answers nothing, from three on whether a sentence fits more than half well, from five on also between which numbers. A manager's answer is not counted, an individual process has no figures, and a question is told again only of the same people.",
    "Every opening of a passage leaves a mark that the people in it see.",
    "Reading somebody else’s reflection leaves a mark that its writer sees.",
)
