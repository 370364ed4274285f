"""Progress: how the goals of an engagement have been rated, drawn and in numbers."""

from blueprints.confidential.progress.views import bp

__all__ = ["bp"]
