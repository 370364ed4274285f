"""Commerce: what the service offers, requests, quotes, agreements, cancellations, open groups. Knows nothing confidential."""

from models.commerce import agreement, cancellation, catalogue, crisis, document, open_group, quote, request

__all__ = ["agreement", "cancellation", "catalogue", "crisis", "document", "open_group", "quote", "request"]
