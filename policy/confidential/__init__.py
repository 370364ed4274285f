"""Scopes and rules of the confidential wing."""
