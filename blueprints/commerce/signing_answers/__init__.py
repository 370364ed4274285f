"""After an answer by link."""

from blueprints.commerce.signing_answers.views import bp

__all__ = ["bp"]
