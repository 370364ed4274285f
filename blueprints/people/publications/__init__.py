"""Publications: showing a presentation to readers, and hiding it again."""

from blueprints.people.publications.views import bp

__all__ = ["bp"]
