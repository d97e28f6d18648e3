"""The neutral table behind every format, and how figures are written in it: nothing is computed or laid out."""

from __future__ import annotations

from dataclasses import dataclass

from robustbench_nlp.control_characters import ON_ONE_LINE
from robustbench_nlp.core.report import Interval


@dataclass(frozen=True)
class Column:
    """A heading; numbers are set right."""

    heading: str
    numeric: bool = True


@dataclass(frozen=True)
class Table:
    """A title, a grid of text, and the lines that belong under it; `signature` is "" where another table has it.

    The first `keys` columns say which row it is: a narrow grid that is cut in parts has them in every part.
    What users and plugins wrote is in there, too: each text becomes one line, with nothing that a terminal would obey.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    signature: str
    keys: int = 1

    def __post_init__(self) -> None:
        for name in ("title", "signature"):
            object.__setattr__(self, name, _shown(getattr(self, name)))
        for name in ("notes", "problems"):
            object.__setattr__(self, name, tuple(map(_shown, getattr(self, name))))
        object.__setattr__(self, "rows", tuple(tuple(map(_shown, row)) for row in self.rows))


def _shown(text: str) -> str:
    return text.translate(ON_ONE_LINE)


def percent(share: float) -> str:
    """A fraction as a percentage with one digit."""
    shown = f"{100 * share:.1f}"
    return "0.0" if shown == "-0.0" else shown


def points(interval: Interval) -> str:
    """A difference of accuracies in points, with its interval."""
    return f"{percent(interval.value)} [{percent(interval.low)}, {percent(interval.high)}]"


def shares(interval: Interval) -> str:
    """A share in percent, with an interval so wide that digits behind the point would say nothing."""
    return f"{percent(interval.value)} % [{100 * interval.low:.0f}, {100 * interval.high:.0f}]"


def p_value(p: float | None) -> str:
    """Three digits, or below a thousandth; near .05 so many that nobody has to ask on which side of it."""
    if p is None:
        return "-"
    if 0.0495 <= p < 0.0505:
        return f"{p:.5f}".removeprefix("0")
    return "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0") if p < 0.9995 else "1"
