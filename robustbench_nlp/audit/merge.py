"""An audit is part of its run: whenever the run is shown, what was found stands beside the drop."""

from __future__ import annotations

from pathlib import Path

from robustbench_nlp.core.report import Report


def with_audits(report: Report, run: Path) -> Report:
    """The report with the audits that lie beside it; what is not finished or not of this run is a problem line."""
    raise NotImplementedError
