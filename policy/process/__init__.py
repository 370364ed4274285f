"""Scopes and rules of the process wing."""
