"""A mailed link with which a request is gone on with later."""

from blueprints.commerce.draft_links.views import bp

__all__ = ["bp"]
