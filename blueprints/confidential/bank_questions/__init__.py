"""Bank questions: a supervisor's own."""

from blueprints.confidential.bank_questions.views import bp

__all__ = ["bp"]
