"""What can be said of a drop when nobody has read a text: where it could lie, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from robustbench_nlp.core.outcome import Status
from robustbench_nlp.core.report import Interval, Report, TransformResult
from robustbench_nlp.errors import DataError, UsageError
from robustbench_nlp.report.files import OUTCOMES
from robustbench_nlp.report.outcomes import read_outcomes
from robustbench_nlp.report.table import Column, Table, percent, points

if TYPE_CHECKING:
    from robustbench_nlp.stats.flip_bounds import Bounds


@dataclass(frozen=True)
class Bounded:
    """A transform's drop if the labels of at most the share `flip_rate` of its pairs changed.

    bounds  no value of the valid-only drop outside is possible; None where no check objected to any text: no proof
    noise   the drop if just so many labels changed and the model is as right about those as about others: assumed;
            None for a flip rate that nobody measured, and for one with which nothing can be told
    """

    transform: str
    drop: Interval
    flip_rate: float
    bounds: Bounds | None
    noise: float | None


def bounded(run: Path, report: Report, flip_rate: float | None = None) -> Iterator[Bounded]:
    """One for each transform of a run that changes texts; without a flip rate, the share that label checks objected to.

    That is no estimate: a check objects to texts that are fine, and overlooks others. `UsageError` for a flip rate that
    is none, `DataError` where the run's rows are gone.
    """
    from robustbench_nlp.stats.flip_bounds import valid_only_bounds

    if flip_rate is not None and not 0 <= flip_rate <= 1:
        raise UsageError(f"--flip-rate must lie between 0 and 1, not {flip_rate:g}", "0.05 is 5 %")
    shares = flagged(run) if flip_rate is None else {}
    for row in report.results:
        if row.control or row.drop is None:
            continue
        share = shares.get(row.transform, 0.0) if flip_rate is None else flip_rate
        known = flip_rate is not None or share > 0
        yield Bounded(
            row.transform,
            row.drop,
            share,
            valid_only_bounds(share, row.broke / row.pairs, row.fixed / row.pairs) if known else None,
            _noise(row, flip_rate, len(report.labels)),
        )


def _noise(row: TransformResult, flip_rate: float | None, classes: int) -> float | None:
    from robustbench_nlp.stats.flip_bounds import noise_corrected_accuracy

    if flip_rate is None or row.accuracy_before is None or row.accuracy_after is None:
        return None
    if flip_rate >= (classes - 1) / classes:
        return None
    return row.accuracy_before - noise_corrected_accuracy(row.accuracy_after, flip_rate, classes)


def flagged(run: Path) -> dict[str, float]:
    """Share of the pairs to which some label check objected, by transform; `DataError` where the rows are gone."""
    path = (run if run.is_dir() else run.parent) / OUTCOMES
    try:
        outcomes, _ = read_outcomes(path)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"cannot read {path}: {error}", "run the evaluation again, or give a --flip-rate") from error
    rows = [outcome.rewritten for outcome in outcomes]
    failed = {(row.transform, row.example_id) for row in rows if row.status is Status.FAILED}
    found: dict[str, list[bool]] = {}
    for row in rows:
        if (row.transform, row.example_id) not in failed:
            found.setdefault(row.transform, []).append(bool(row.flags))
    return {transform: sum(flags) / len(flags) for transform, flags in found.items()}


def bounds_table(found: Iterable[Bounded], *, given: bool) -> Table:
    """The bounds laid out; `given` says that the flip rate is the user's."""
    columns = ["drop [95 % CI]", "labels changed, %", "valid-only drop"]
    note = (
        "Labels changed: at most so many. Nobody knows which: the valid-only drop can lie anywhere within the bounds, "
        "and that the texts are a sample comes on top. An audit says more: robust audit plan."
    )
    if given:
        columns.append("if as right about them")
        note += (
            " If as right about them: the drop if just so many changed and the model is as right about those as about "
        )
        note += "others; an assumption."
    else:
        note += (
            " The share is that of the texts that label checks objected to, which is no estimate: they overlook some."
        )
    return Table(
        title="Where the valid-only drop could lie",
        columns=(Column("transform", numeric=False), *map(Column, columns)),
        rows=tuple(_row(one)[: len(columns) + 1] for one in found),
        notes=(note,),
        problems=(),
        signature="",
    )


def _row(one: Bounded) -> tuple[str, ...]:
    return (
        one.transform,
        points(one.drop),
        percent(one.flip_rate) if one.bounds else "none flagged",
        f"[{percent(one.bounds.low)}, {percent(one.bounds.high)}]" if one.bounds else "-",
        "-" if one.noise is None else percent(one.noise),
    )
