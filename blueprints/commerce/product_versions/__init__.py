"""Versions of products: a change with the day it counts from."""

from blueprints.commerce.product_versions.views import bp

__all__ = ["bp"]
