"""New requests: a request for a quote begun from a process that has ended."""

from blueprints.process.new_requests.views import bp

__all__ = ["bp"]
