"""Role grants: giving and taking away what the provider trusts a person with."""

from blueprints.people.role_grants.views import bp

__all__ = ["bp"]
