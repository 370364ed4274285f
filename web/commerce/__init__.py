"""Helpers that nouns of commerce share; nothing confidential."""
