"""Claims: "this is about me"."""

from blueprints.confidential.claims.views import bp

__all__ = ["bp"]
