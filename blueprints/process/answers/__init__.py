"""Answers: the page a substitute sees after having answered."""

from blueprints.process.answers.views import bp

__all__ = ["bp"]
