"""Versions of agreements: their exact text, and drafts."""

from blueprints.commerce.agreement_versions.views import bp

__all__ = ["bp"]
