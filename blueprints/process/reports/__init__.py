"""Reports: the provider's own numbers."""

from blueprints.process.reports.views import bp

__all__ = ["bp"]
