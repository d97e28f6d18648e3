"""The whole report, for programs."""

from __future__ import annotations

from robustbench_nlp.core.report import Report
from robustbench_nlp.report.document import to_json


def render(report: Report) -> str:
    """The same text as `report.json`."""
    return to_json(report)
