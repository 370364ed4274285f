"""Assisted resets: an administrator has a link for a new password sent to its owner."""

from blueprints.people.assisted_resets.views import bp

__all__ = ["bp"]
