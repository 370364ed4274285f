"""Quotes and agreements as exact texts: composed once, shown by ``ui.document`` and printed by ``gateways.pdf``."""

from web.documents.quote import quote_document
from web.documents.terms import cancellation_rows, consumer_withdrawal, interruption, option, single_meetings

__all__ = ["cancellation_rows", "consumer_withdrawal", "interruption", "option", "quote_document", "single_meetings"]
