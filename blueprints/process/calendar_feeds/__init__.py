"""Calendar feeds: the addresses with which one's own calendar programs fetch meetings."""

from blueprints.process.calendar_feeds.views import bp

__all__ = ["bp"]
