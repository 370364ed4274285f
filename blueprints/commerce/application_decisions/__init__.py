"""Decisions about applications: accepted, waiting, declined."""

from blueprints.commerce.application_decisions.views import bp

__all__ = ["bp"]
