"""Quote supervisors: who would supervise, with the warnings that were heard."""

from blueprints.commerce.quote_supervisors.views import bp

__all__ = ["bp"]
