"""Styles: the living style page."""

from blueprints.people.styles.views import bp

__all__ = ["bp"]
