"""Other sessions: every sign-in of one's own but this one."""

from blueprints.people.other_sessions.views import bp

__all__ = ["bp"]
