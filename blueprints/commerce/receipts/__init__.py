"""What a requester gets: the number, and what happens next."""

from blueprints.commerce.receipts.views import bp

__all__ = ["bp"]
