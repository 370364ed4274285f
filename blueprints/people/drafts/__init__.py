"""Drafts: a presentation as readers would see it if it were published now."""

from blueprints.people.drafts.views import bp

__all__ = ["bp"]
