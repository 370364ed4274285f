"""The short form for a crisis."""

from blueprints.commerce.crisis_reports.views import bp

__all__ = ["bp"]
