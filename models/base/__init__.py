"""What every wing's models stand on."""

from models.base.orm import Base, UTCDateTime, one_of
from models.base.refusals import DomainError

__all__ = ["Base", "DomainError", "UTCDateTime", "one_of"]
