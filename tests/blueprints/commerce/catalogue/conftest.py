"""Pages of the catalogue, seen by visitors and by an administrator on 23 November 2026."""

from tests.blueprints.process.conftest import as_, both

__all__ = ["as_", "both"]
