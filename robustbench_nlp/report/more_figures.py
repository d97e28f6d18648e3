"""What stands beside the drop for those who ask: a second table over the same rows."""

from __future__ import annotations

from robustbench_nlp.core.report import Report, TransformResult
from robustbench_nlp.report.drop_table import KEY_COLUMNS, key_cells
from robustbench_nlp.report.table import Column, Table, percent, points

COLUMNS = (
    *KEY_COLUMNS,
    Column("words changed"),
    Column("drop on changed"),
    Column("relative drop"),
    Column("attack success"),
    Column("consistency"),
    Column("macro-F1 drop [95 % CI]"),
    Column("ECE before"),
    Column("ECE after"),
    Column("detectable"),
)
NOTE = (
    "drop on changed: points, over the texts that changed (drop = changed x drop on changed); relative drop: share of "
    "the accuracy before; attack success: of the texts right before, the share that is wrong after; consistency: share "
    "of texts with the same answer before and after, right or wrong; ECE: expected calibration error, 15 bins of equal "
    "mass; detectable: the smallest drop, in points, that this run would find, with power .80 at .05, in one row."
)


def more_figures(report: Report) -> Table:
    """The figures of `report.json` that the drop table leaves out."""
    return Table(
        title="More figures",
        columns=COLUMNS,
        rows=tuple((*key_cells(result), *_cells(result)) for result in report.results),
        notes=(NOTE,),
        problems=(),
        signature="",
        keys=len(KEY_COLUMNS),
    )


def _cells(result: TransformResult) -> tuple[str, ...]:
    return (
        _share(result.words_changed if result.n else None),
        _points(result.drop_on_changed),
        _share(result.relative_drop),
        _share(result.attack_success),
        _share(result.consistency),
        points(result.macro_f1_drop) if result.macro_f1_drop else "-",
        _fraction(result.ece_before),
        _fraction(result.ece_after),
        _points(result.mde),
    )


def _share(value: float | None) -> str:
    return "-" if value is None else f"{percent(value)} %"


def _points(value: float | None) -> str:
    return "-" if value is None else percent(value)


def _fraction(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
