"""Hours certificates: the own sums on paper."""

from blueprints.process.hours_certificates.views import bp

__all__ = ["bp"]
