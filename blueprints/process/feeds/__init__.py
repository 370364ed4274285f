"""Feeds: what a calendar program fetches by a secret address."""

from blueprints.process.feeds.views import bp

__all__ = ["bp"]
