"""Calendar settings: what one's own calendar says of meetings, and whether invitations come by mail."""

from blueprints.process.calendar_settings.views import bp

__all__ = ["bp"]
