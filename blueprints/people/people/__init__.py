"""People: the administrator's list of accounts."""

from blueprints.people.people.views import bp

__all__ = ["bp"]
