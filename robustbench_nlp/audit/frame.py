"""The pairs of one transform of a finished run: what an audit is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.outcome import Outcome, Status
from robustbench_nlp.core.report import Report, TransformResult
from robustbench_nlp.errors import DataError, UsageError
from robustbench_nlp.report.document import read_report
from robustbench_nlp.report.files import OUTCOMES
from robustbench_nlp.report.outcomes import read_outcomes


@dataclass(frozen=True)
class Frame:
    """Everything the drop of one transform was computed from.

    result  the transform's row of the report
    pairs   one outcome per example and draw, of the examples that failed in no draw, by id and draw
    labels  the task's, by code, as annotators read them
    """

    report: Report
    result: TransformResult
    pairs: tuple[Outcome, ...]
    labels: tuple[str, ...]


def changed(pair: Outcome) -> bool:
    """Is there anything that could have cost the label?"""
    return pair.rewritten.status is Status.CHANGED


def read_frame(run: Path, transform: str | None) -> Frame:
    """Read a run; `UsageError` where it has no such transform, `DataError` where its texts are not the report's."""
    report = read_report(run)
    folder = run if run.is_dir() else run.parent
    result = _row(report, transform)
    try:
        outcomes, labels = read_outcomes(folder / OUTCOMES)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"cannot read {folder / OUTCOMES}: {error}", "run the evaluation again") from error
    mine = [o for o in outcomes if o.rewritten.transform == result.transform]
    failed = {o.rewritten.example_id for o in mine if o.rewritten.status is Status.FAILED}
    kept = [o for o in mine if o.rewritten.example_id not in failed]
    pairs = tuple(sorted(kept, key=lambda o: (o.rewritten.example_id, o.rewritten.draw)))
    wrong = _misfit(report, result, pairs, labels)
    if wrong:
        raise DataError(
            f"the texts in {folder / OUTCOMES} are not those of the report beside it: {wrong}",
            "run the evaluation again",
        )
    return Frame(report, result, pairs, labels)


def _row(report: Report, transform: str | None) -> TransformResult:
    able = [r for r in report.results if not r.control and r.coverage]
    if transform is None:
        if len(able) == 1:
            return able[0]
        names = ", ".join(r.transform for r in able) or "none that changes a text"
        raise UsageError(f"which transform? The run has {names}", "say it with --transform")
    named = [r for r in report.results if transform in (r.transform, r.explicit)]
    if not named:
        names = ", ".join(r.transform for r in able)
        raise UsageError(f"the run has no transform {transform!r}", f"it has: {names}")
    if not named[0].coverage:
        raise UsageError(f"{named[0].transform} changed no text, so every label is kept", "there is nothing to audit")
    return named[0]


def _misfit(report: Report, result: TransformResult, pairs: Sequence[Outcome], labels: tuple[str, ...]) -> str:
    """What does not agree, or "": every count of the row again, and every text from its edits."""
    broke = sum(p.right_before and not p.right_after for p in pairs)
    fixed = sum(p.right_after and not p.right_before for p in pairs)
    counts = (
        ("labels", labels, report.labels),
        ("pairs", len(pairs), result.pairs),
        ("broke", broke, result.broke),
        ("fixed", fixed, result.fixed),
        ("changed", sum(map(changed, pairs)), round(result.coverage * result.pairs)),
        ("flagged", sum(len(p.rewritten.flags) for p in pairs), sum(count for _, count in result.flags)),
    )
    for what, found, reported in counts:
        if found != reported:
            return f"{what}: {found} there, {reported} in the report"
    for pair in pairs:
        if not _replays(pair):
            return f"{pair.rewritten.example_id}: the edits do not give the text"
    return ""


def _replays(pair: Outcome) -> bool:
    try:
        return apply_edits(pair.before, pair.rewritten.edits) == pair.rewritten.text
    except ValueError:
        return False
