"""A request for a quote while it is written, step by step."""

from blueprints.commerce.request_drafts.views import bp

__all__ = ["bp"]
