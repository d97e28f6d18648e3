"""From values to places, with round numbers to write beside them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1, 2, 2.5, 5, 10)
TICKS = 7


@dataclass(frozen=True)
class Axis:
    """Values from `low` to `high` lie between the places `start` and `end`."""

    low: float
    high: float
    step: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """The place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Round values along the axis."""
        return [self.low + i * self.step for i in range(round((self.high - self.low) / self.step) + 1)]


def axis(values: Iterable[float], start: float, end: float) -> Axis:
    """Holds all values and zero, and ends at round ones."""
    found = [0.0, *values]
    low, high = min(found), max(found)
    if high - low < 1e-9:
        low, high = low - 1, high + 1
    raw = (high - low) / TICKS
    size = 10 ** math.floor(math.log10(raw))
    step = next(s * size for s in STEPS if s * size >= raw - 1e-12)
    return Axis(math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step, start, end)


def label(value: float) -> str:
    """As written beside a tick."""
    return f"{value:.4g}" if abs(value) > 1e-9 else "0"
