"""Credentials: licences, qualifications and memberships of a supervisor."""

from blueprints.people.credentials.views import bp

__all__ = ["bp"]
