"""Clauses that an agreement begins with, by heading. The numbers are the agreement's own and stand beside them."""

CLAUSES: dict[str, dict[str, str]] = {}
