"""Account managers' cards on the service pages, and the sectors they look after."""

from blueprints.commerce.account_managers.views import bp

__all__ = ["bp"]
