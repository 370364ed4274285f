"""Held texts: what its owner was typing when a sign-in ended."""

from blueprints.people.held_texts.views import bp

__all__ = ["bp"]
