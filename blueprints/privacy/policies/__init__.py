"""Who sees what, in the sentences of the policy itself."""

from blueprints.privacy.policies.views import bp

__all__ = ["bp"]
