"""A participant's word about the exact text of a summary."""

from blueprints.confidential.summary_answers.views import bp

__all__ = ["bp"]
