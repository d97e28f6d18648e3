"""The pairs of one transform of a finished run: what an audit is about."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.core.report import Report, TransformResult


@dataclass(frozen=True)
class Frame:
    """Everything the drop of one transform was computed from.

    result  the transform's row of the report
    pairs   one outcome per example and draw, of the examples that failed in no draw, by id and draw
    labels  the task's, by code
    """

    report: Report
    result: TransformResult
    pairs: tuple[Outcome, ...]
    labels: tuple[str, ...]


def read_frame(run: Path, transform: str | None) -> Frame:
    """Read a run; `UsageError` where it has no such transform, `DataError` where its texts are not the report's."""
    raise NotImplementedError
