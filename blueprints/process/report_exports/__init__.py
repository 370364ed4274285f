"""Report exports: the tables of the reports for a spreadsheet."""

from blueprints.process.report_exports.views import bp

__all__ = ["bp"]
