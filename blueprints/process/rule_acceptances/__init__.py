"""Rule acceptances: a participant accepts the group's rules."""

from blueprints.process.rule_acceptances.views import bp

__all__ = ["bp"]
