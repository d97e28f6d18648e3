"""Drop per transform: a mark and its interval for each arm."""

from __future__ import annotations

from collections.abc import Iterator

from robustbench_nlp.study.figures import svg
from robustbench_nlp.study.figures.axis import Axis, axis, label
from robustbench_nlp.study.figures.looks import COLOURS, SHAPES, legend, subtitle
from robustbench_nlp.study.result import Row, Study

WIDTH, TOP, ROW, LANE, RIGHT = 860.0, 128.0, 62.0, 15.0, 30.0
CHARACTER, MOST = 7.0, 300.0
"""Width of a letter of a name, and the most that names get."""


def drops_figure(study: Study) -> str:
    """One row per transform in the order of the table."""
    rows = [row for row in (*study.rows, *study.means) if row.drops]
    left = min(MOST, 40 + CHARACTER * max(len(row.transform) for row in rows)) if rows else MOST
    ends = [100 * end for row in rows for drop in row.drops for end in (drop.drop.low, drop.drop.high)]
    x = axis(ends, left, WIDTH - RIGHT)
    bottom = TOP + ROW * len(rows)
    shapes = [
        svg.text((20, 28), "What each transform costs", kind="title"),
        svg.text((20, 48), f"{subtitle(study)}; n = {study.test.n}", kind="small"),
        *legend(study, 28, 74),
        *_scale(x, bottom),
    ]
    for i, row in enumerate(rows):
        shapes += _row(row, TOP + ROW * i, x)
    return svg.document(WIDTH, bottom + 52, "Accuracy lost to each transform, by arm, with 95 % intervals", shapes)


def _scale(x: Axis, bottom: float) -> Iterator[str]:
    for tick in x.ticks():
        zero = abs(tick) < 1e-9
        yield svg.line((x.at(tick), TOP), (x.at(tick), bottom), svg.RULE if zero else svg.FAINT)
        yield svg.text((x.at(tick), bottom + 18), label(tick), "middle", kind="small")
    yield svg.text(((x.start + x.end) / 2, bottom + 40), "drop in points of accuracy", "middle")


def _row(row: Row, top: float, x: Axis) -> Iterator[str]:
    yield svg.line((20, top), (x.end, top), svg.FAINT)
    longest = int((x.start - 40) / CHARACTER)
    name = row.transform if len(row.transform) <= longest else row.transform[: longest - 1] + "…"
    yield svg.text((20, top + ROW / 2), name)
    yield svg.text((20, top + ROW / 2 + 15), row.seen if row.seen not in row.transform else "", kind="small")
    for i, drop in enumerate(row.drops):
        y = top + ROW / 2 + LANE * (i - (len(row.drops) - 1) / 2)
        interval, colour = drop.drop, COLOURS[drop.arm]
        yield svg.line((x.at(100 * interval.low), y), (x.at(100 * interval.high), y), colour, 2)
        yield svg.mark(SHAPES[drop.arm], (x.at(100 * interval.value), y), colour)
