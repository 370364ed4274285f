"""Password resets: a forgotten password, by a single-use link."""

from blueprints.people.password_resets.views import bp

__all__ = ["bp"]
