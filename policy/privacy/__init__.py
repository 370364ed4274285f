"""Scopes and rules of the privacy wing."""
