"""Quote answers: what the recipient reads behind the link, or signed in, and says to it."""

from blueprints.commerce.quote_answers.views import bp

__all__ = ["bp"]
