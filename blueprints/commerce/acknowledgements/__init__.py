"""Acknowledgements: the page after something was sent without an account."""

from blueprints.commerce.acknowledgements.views import bp

__all__ = ["bp"]
