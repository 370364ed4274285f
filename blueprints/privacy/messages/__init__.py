"""Messages: the outbox, as an administrator watches it."""

from blueprints.privacy.messages.views import bp

__all__ = ["bp"]
