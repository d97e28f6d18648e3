"""A study as neutral tables: cells are finished text, nothing is computed."""

from __future__ import annotations

from collections.abc import Iterator

from robustbench_nlp.report.table import Column, Table, p_value, percent, points
from robustbench_nlp.study.arms import ARMS, CONTRASTS
from robustbench_nlp.study.result import CHECKPOINT, RELATED, Row, Study


def tables(study: Study) -> tuple[Table, ...]:
    """Accuracies and drops by arm; what the arms save of each other's drops; the curve over severities, if any."""
    found = [
        Table(_title(study), _drop_columns(study), tuple(_drop_rows(study)), tuple(_drop_notes(study)), (), ""),
        Table(
            "Difference in differences: points of the drop that the second arm saves (positive: more robust)",
            _contrast_columns(),
            tuple(_contrast_row(row) for row in (*study.rows, *study.means)),
            (),
            (),
            "",
        ),
    ]
    if study.curve:
        title = f"By severity, on {study.curve_n} test texts"
        found.append(Table(title, _drop_columns(study), tuple(map(_drop_row, study.curve)), (), (), ""))
    last = found.pop()
    problems = tuple(map(str, study.problems))
    return (*found, Table(last.title, last.columns, last.rows, tuple(_notes(study)), problems, study.signature))


def _title(study: Study) -> str:
    where = f"{study.test.name}/{study.test.split}" if study.test.split else study.test.name
    models = f"{len(study.seeds)} models" if len(study.seeds) > 1 else "1 model"
    return (
        f"{study.base} on {where}: {models} per arm, {study.train.n} training examples "
        f"(+{_added(study)} in B and C), {study.test.n} test texts"
    )


def _added(study: Study) -> str:
    """As many as there were, which may be fewer than asked for, and not the same with every seed."""
    original, transformed = study.arms[0].n, study.arms[1].n
    added = sorted({more - n for n, more in zip(original, transformed, strict=True)})
    return " to ".join(str(n) for n in dict.fromkeys((added[0], added[-1])))


def _drop_columns(study: Study) -> tuple[Column, ...]:
    arms = [column for arm in study.arms for column in (Column(arm.arm), Column(f"drop {arm.arm} [95 % CI]"))]
    return (Column("test texts", False), Column("seen in B", False), Column("n"), Column("changed"), *arms)


def _drop_rows(study: Study) -> Iterator[tuple[str, ...]]:
    original = [cell for arm in study.arms for cell in (percent(arm.accuracy.value), "-")]
    yield ("original", "-", str(study.test.n), "-", *original)
    yield from map(_drop_row, (*study.rows, *study.means))


def _drop_row(row: Row) -> tuple[str, ...]:
    cells = [cell for drop in row.drops for cell in (percent(drop.accuracy.value), points(drop.drop))]
    cells = cells or ["-"] * 2 * len(ARMS)
    return (row.transform, row.seen, str(row.n), f"{percent(row.coverage)} %", *cells)


def _drop_notes(study: Study) -> Iterator[str]:
    yield (
        "A, B, C: accuracy in %; drop in points, over the same texts. "
        + "; ".join(f"{arm.arm}: {arm.what}" for arm in study.arms)
        + "."
    )
    yield (
        "Original accuracy: "
        + ", ".join(f"{arm.arm} {points(arm.accuracy)}" for arm in study.arms)
        + "; "
        + (", ".join(f"{c.second} minus {c.first} {points(c.gain)}" for c in study.on_originals) + ".")
    )


def _contrast_columns() -> tuple[Column, ...]:
    pairs = [c for one, other in CONTRASTS for c in (Column(f"{other} over {one} [95 % CI]"), Column("p (Holm)"))]
    return (Column("test texts", False), Column("seen in B", False), *pairs)


def _contrast_row(row: Row) -> tuple[str, ...]:
    cells = [cell for c in row.contrasts for cell in (points(c.saved), p_value(c.p_holm))]
    return (row.transform, row.seen, *(cells or ["-"] * 2 * len(CONTRASTS)))


def _notes(study: Study) -> Iterator[str]:
    drops = [drop for row in study.rows for drop in row.drops]
    methods = [*(d.drop.method for d in drops), *(c.saved.method for row in study.rows for c in row.contrasts)]
    said = dict.fromkeys(part for method in methods for part in method.split("; "))
    yield f"Intervals: {'; '.join(said)}. P-values are adjusted within each table, intervals not."
    if any(row.seen == RELATED for row in (*study.rows, *study.curve)):
        yield "Related: B was trained on the same transform at another strength, or on a part of the chain."
    if study.claim == CHECKPOINT:
        yield "One model per arm: every number speaks for this checkpoint only, not for the recipe that made it."
    else:
        seeds = ", ".join(map(str, study.seeds))
        spread = ", ".join(f"{arm.arm} {percent(arm.seed_sd or 0.0)}" for arm in study.arms)
        yield f"Training seeds {seeds}; standard deviation of the original accuracy over them, in points: {spread}."
    yield f"Test texts are rewritten with seed {study.test_seed}, which no training example was rewritten with."
    yield "Label preservation not audited: part of a drop may be texts whose label changed."
