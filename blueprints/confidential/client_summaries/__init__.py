"""The client's summary, as its supervisors write it."""

from blueprints.confidential.client_summaries import items
from blueprints.confidential.client_summaries.views import bp

__all__ = ["bp", "items"]
