"""Settings: one's own language, colours and keyboard shortcuts."""

from blueprints.people.settings.views import bp

__all__ = ["bp"]
