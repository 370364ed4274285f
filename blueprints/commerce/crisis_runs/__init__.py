"""The engagement of a crisis case."""

from blueprints.commerce.crisis_runs.views import bp

__all__ = ["bp"]
