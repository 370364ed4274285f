"""Notice settings: which mails one wants, and when."""

from blueprints.people.notice_settings.views import bp

__all__ = ["bp"]
