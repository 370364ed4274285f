"""Evaluations: at the middle and at the end of an engagement."""

from blueprints.confidential.evaluations import items
from blueprints.confidential.evaluations.views import bp

__all__ = ["bp", "items"]
