"""The report on a run: what was removed, where to look, and the documents themselves.

The flow, a module a step:

    records ──▶ tally (counts, frequent lines, extremes) ──▶ again (reasons of the few that are shown) ──▶ charts, page

Outputs are read once, record by record; what is kept of them is bounded, whatever their size.
"""

from cleaner.report.page import make_report
from cleaner.report.records import ReportError

__all__ = ["ReportError", "make_report"]
