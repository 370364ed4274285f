"""Own texts: what somebody takes along from an engagement."""

from blueprints.confidential.own_texts.views import bp

__all__ = ["bp"]
