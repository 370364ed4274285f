"""Standard texts: what the service pages and the clauses of agreements say."""

from blueprints.commerce.standard_texts.views import bp

__all__ = ["bp"]
