"""Who sees and does what on the commercial side. Knows nothing confidential."""

from policy.commerce import agreements, boards, cancellations, catalogue, continuations, crises, groups, quotes, requests

__all__ = ["agreements", "boards", "cancellations", "catalogue", "continuations", "crises", "groups", "quotes", "requests"]
