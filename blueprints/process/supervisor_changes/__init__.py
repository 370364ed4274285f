"""Another supervisor for a running process."""

from blueprints.process.supervisor_changes.views import bp

__all__ = ["bp"]
