"""What the client gets of a process."""

from blueprints.confidential.delivered_summaries.views import bp

__all__ = ["bp"]
