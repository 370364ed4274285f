"""Shared agreements: practices of a group that are about nobody."""

from blueprints.confidential.shared_agreements.views import bp

__all__ = ["bp"]
