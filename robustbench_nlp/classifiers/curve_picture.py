"""Loss and accuracy against the step as an SVG picture, which needs no library to draw and any browser to see."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

Points = Sequence[Mapping[str, float]]

WIDTH, HEIGHT, LEFT, TOP, GAP, BELOW = 640, 200, 56, 28, 56, 44
TRAINING, VALIDATION, INK = "#4477aa", "#ee6677", "#555"
"""Two colours that people who see few can tell apart (Paul Tol's), and a grey."""


def picture(points: Points, best_step: int | None) -> str:
    """The picture: the loss above, the accuracy below; the best step, where one was kept, as a dashed line."""
    finite = [{k: v for k, v in point.items() if math.isfinite(v)} for point in points]
    last = max((point["step"] for point in finite), default=1)
    height = TOP + HEIGHT + GAP + HEIGHT + BELOW
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 24} {height}" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">',
        "<title>Loss and accuracy over the training</title>",
        f'<rect width="100%" height="{height}" fill="white"/>',
    ]
    for name, top in (("loss", TOP), ("accuracy", TOP + HEIGHT + GAP)):
        parts += _panel(finite, name, top, last, best_step)
    parts += [_text(LEFT + WIDTH / 2, height - 8, "step"), "</svg>"]
    return "\n".join(parts) + "\n"


def _panel(points: Points, name: str, top: float, last: float, best_step: int | None) -> Iterator[str]:
    keys = ((name, TRAINING, "training"), (f"validation_{name}", VALIDATION, "validation"))
    values = [point[key] for point in points for key, _, _ in keys if key in point]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    marks = ticks(low, high)
    low, high = min(low, marks[0]), max(high, marks[-1])

    def x(step: float) -> float:
        return LEFT + WIDTH * step / last

    def y(value: float) -> float:
        return top + HEIGHT * (high - value) / (high - low)

    yield _text(LEFT, top - 8, name, "start")
    for mark in marks:
        yield f'<path d="M{LEFT} {y(mark):.1f}h{WIDTH}" stroke="#ddd"/>'
        yield _text(LEFT - 6, y(mark) + 4, f"{mark:g}", "end")
    for mark in ticks(0, last):
        if mark <= last:
            yield _text(x(mark), top + HEIGHT + 16, f"{mark:g}")
    if best_step is not None:
        yield f'<path d="M{x(best_step):.1f} {top}v{HEIGHT}" stroke="{INK}" stroke-dasharray="4 3"/>'
    for i, (key, colour, said) in enumerate(keys):
        line = [(x(point["step"]), y(point[key])) for point in points if key in point]
        if not line:
            continue
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in line)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
        if key != name:
            yield from (f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in line)
        yield _text(LEFT + WIDTH - 80 * (1 - i), top - 8, said, "end", colour)


def ticks(low: float, high: float) -> list[float]:
    """About five round numbers from at most `low` to at least `high`."""
    span = (high - low) or max(abs(high), 1.0)
    size = 10 ** math.floor(math.log10(span / 5))
    step = next(size * factor for factor in (1, 2, 5, 10) if span / (size * factor) <= 5)
    first = math.floor(low / step + 1e-9)
    count = max(1, math.ceil(high / step - 1e-9) - first)
    return [round((first + i) * step, 10) for i in range(count + 1)]


def _text(x: float, y: float, said: str, anchor: str = "middle", colour: str = INK) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{said}</text>'
