"""Supervisors: the directory, the presentation readers see, and the page where it is edited."""

from blueprints.people.supervisors.views import bp

__all__ = ["bp"]
