"""Privacy: the audit log and who has read what."""

from models.privacy.audit import AuditEvent, Read, ReadAct, ReaderRole, ReadItem, ReadMatter, ReadPassage
from models.privacy.feedback import ANSWER_WITHIN, Feedback

__all__ = ["ANSWER_WITHIN", "AuditEvent", "Feedback", "Read", "ReadAct", "ReadItem", "ReadMatter", "ReadPassage", "ReaderRole"]
