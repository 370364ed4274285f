"""Privacy: the audit log and who has read what."""

from models.privacy.audit import AuditEvent, Read, ReadAct, ReaderRole, ReadPassage

__all__ = ["AuditEvent", "Read", "ReadAct", "ReadPassage", "ReaderRole"]
