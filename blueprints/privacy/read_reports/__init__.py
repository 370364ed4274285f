"""Read reports: "I do not recognise this"."""

from blueprints.privacy.read_reports.views import bp

__all__ = ["bp"]
