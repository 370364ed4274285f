"""Answers to polls of times, by the link in the mail or signed in."""

from blueprints.process.poll_answers.views import bp

__all__ = ["bp"]
