"""Sessions: signing in and out, and the list of one's own signed-in browsers."""

from blueprints.people.sessions.views import bp

__all__ = ["bp"]
