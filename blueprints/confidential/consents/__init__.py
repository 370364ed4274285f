"""Consents: what each person answers about the passages that are about them."""

from blueprints.confidential.consents.views import bp

__all__ = ["bp"]
