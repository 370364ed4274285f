"""Additional meetings within the option."""

from blueprints.commerce.option_exercises.views import bp

__all__ = ["bp"]
