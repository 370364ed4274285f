"""Texts of the service pages."""

PAGES: dict[str, dict[str, str]] = {}
