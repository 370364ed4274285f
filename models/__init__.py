"""The domain: every wing's models, pure Python, no Flask. Importing this package maps every table."""

from models import commerce, confidential, people, privacy, process
from models.base import house

__all__ = ["commerce", "confidential", "house", "people", "privacy", "process"]
