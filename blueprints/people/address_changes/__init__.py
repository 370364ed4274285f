"""Address changes: one's own e-mail address, confirmed from the new one."""

from blueprints.people.address_changes.views import bp

__all__ = ["bp"]
