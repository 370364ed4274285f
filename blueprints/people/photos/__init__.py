"""Photos: portraits of supervisors, added, described and served."""

from blueprints.people.photos.views import bp

__all__ = ["bp"]
