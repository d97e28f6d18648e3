"""Drop against severity: one panel per transform, one line per arm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from robustbench_nlp.study.figures import svg
from robustbench_nlp.study.figures.axis import Axis, axis, label
from robustbench_nlp.study.figures.looks import COLOURS, DASHES, SHAPES, legend, subtitle
from robustbench_nlp.study.result import Row, Study

PANEL, GAP, HEIGHT, TOP, LEFT = 300.0, 28.0, 260.0, 150.0, 66.0
ACROSS, BELOW = 3, HEIGHT + 96
"""Panels beside each other, and from one row of them to the next."""
ASIDE = 7.0
"""By which arms are set apart, so that their intervals do not hide each other."""


def severity_figure(study: Study) -> str | None:
    """None where no transform was evaluated at several severities."""
    panels = _panels(study.curve or study.rows)
    if not panels:
        return None
    rows = [row for panel in panels.values() for row in panel]
    ends = [100 * end for row in rows for drop in row.drops for end in (drop.drop.low, drop.drop.high)]
    across = min(len(panels), ACROSS)
    down = -(-len(panels) // ACROSS)
    width = max(LEFT + across * (PANEL + GAP), 520.0)
    shapes = [
        svg.text((20, 28), "Drop against severity", kind="title"),
        svg.text((20, 48), f"{subtitle(study)}; n = {study.curve_n or study.test.n}", kind="small"),
        *legend(study, 28, 74),
    ]
    for i, (name, panel) in enumerate(panels.items()):
        y = axis(ends, TOP + HEIGHT + (i // ACROSS) * BELOW, TOP + (i // ACROSS) * BELOW)
        if i % ACROSS == 0:
            shapes.append(svg.text((22, (y.start + y.end) / 2), "drop in points of accuracy", "middle", turn=True))
        shapes += _panel(name, panel, LEFT + i % ACROSS * (PANEL + GAP), y, numbered=i % ACROSS == 0)
    return svg.document(
        width, TOP + HEIGHT + (down - 1) * BELOW + 56, "Accuracy lost by severity of each transform, by arm", shapes
    )


def _panels(rows: Sequence[Row]) -> dict[str, list[Row]]:
    by_name: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.severity is not None and row.drops:
            by_name[row.name].append(row)
    return {
        name: sorted(found, key=lambda row: row.severity or 0)
        for name, found in by_name.items()
        if len({row.severity for row in found}) > 1
    }


def _panel(name: str, rows: Sequence[Row], left: float, y: Axis, *, numbered: bool) -> Iterator[str]:
    severities = [row.severity or 0 for row in rows]
    x = Axis(severities[0] - 0.5, severities[-1] + 0.5, 1, left, left + PANEL)
    yield svg.text((left + PANEL / 2, y.end - 10), name, "middle")
    for tick in y.ticks():
        zero = abs(tick) < 1e-9
        yield svg.line((left, y.at(tick)), (left + PANEL, y.at(tick)), svg.RULE if zero else svg.FAINT)
        if numbered:
            yield svg.text((left - 8, y.at(tick) + 4), label(tick), "end", kind="small")
    for severity in severities:
        yield svg.text((x.at(severity), y.start + 18), str(severity), "middle", kind="small")
    yield svg.text((left + PANEL / 2, y.start + 40), "severity", "middle")
    arms = [drop.arm for drop in rows[0].drops]
    for i, arm in enumerate(arms):
        yield from _arm(arm, rows, i, x, y, aside=ASIDE * (i - (len(arms) - 1) / 2))


def _arm(arm: str, rows: Sequence[Row], i: int, x: Axis, y: Axis, *, aside: float) -> Iterator[str]:
    intervals = [row.drops[i].drop for row in rows]
    places = [x.at(row.severity or 0) + aside for row in rows]
    yield svg.path(
        [(at, y.at(100 * one.value)) for at, one in zip(places, intervals, strict=True)], COLOURS[arm], DASHES[arm]
    )
    for at, one in zip(places, intervals, strict=True):
        yield svg.line((at, y.at(100 * one.low)), (at, y.at(100 * one.high)), COLOURS[arm], 1.5)
        yield svg.mark(SHAPES[arm], (at, y.at(100 * one.value)), COLOURS[arm], 4)
