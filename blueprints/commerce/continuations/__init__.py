"""Continuations: processes of another form that follow one."""

from blueprints.commerce.continuations.views import bp

__all__ = ["bp"]
