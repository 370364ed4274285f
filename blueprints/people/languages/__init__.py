"""Languages: choosing the language of the pages."""

from blueprints.people.languages.views import bp

__all__ = ["bp"]
