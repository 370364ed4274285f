"""What the supervisors see as needed after the series."""

from blueprints.commerce.crisis_assessments.views import bp

__all__ = ["bp"]
