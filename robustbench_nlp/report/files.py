"""The files of a finished run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.core.report import Report
from robustbench_nlp.report.document import to_json
from robustbench_nlp.report.outcomes import write_outcomes

REPORT = "report.json"
OUTCOMES = "outcomes.parquet"


def write_run(folder: Path, report: Report, outcomes: Sequence[Outcome]) -> None:
    """Rows first, the report last: a folder with a report is complete."""
    temporary = folder / f".{OUTCOMES}.part"
    try:
        write_outcomes(temporary, outcomes, report.labels)
        temporary.replace(folder / OUTCOMES)
    finally:
        temporary.unlink(missing_ok=True)
    part = folder / f".{REPORT}.part"
    part.write_text(to_json(report), "utf-8")
    part.replace(folder / REPORT)
