"""What participants say to another supervisor."""

from blueprints.process.supervisor_change_answers.views import bp

__all__ = ["bp"]
