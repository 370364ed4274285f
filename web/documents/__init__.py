"""Quotes and agreements as exact texts: composed once, shown by ``ui.document`` and printed by ``gateways.pdf``."""
