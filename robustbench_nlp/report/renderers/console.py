"""A table for the terminal. Colours only where the terminal has them; the words carry the meaning."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

from robustbench_nlp.core.report import Report
from robustbench_nlp.report.table import Table, drop_table

WIDTH_WITHOUT_TERMINAL = 140
UNBOUNDED = Console(width=10_000)
"""Measures what a grid would like to have, and what it needs to break no word."""


def render(report: Report) -> str:
    """As printed, with colours where standard output is a terminal."""
    return render_table(drop_table(report))


def render_table(table: Table) -> str:
    """The same of any table."""
    terminal = sys.stdout.isatty()
    buffer = io.StringIO()
    width = None if terminal else WIDTH_WITHOUT_TERMINAL
    console = Console(file=buffer, force_terminal=terminal, width=width, highlight=False)
    # Text objects everywhere: names and texts of users must never be read as markup.
    console.print(Line(table.title, style="bold"))
    for grid in _grids(table, console.width):
        console.print(grid)
    for note in table.notes:
        console.print(Line(note))
    for problem in table.problems:
        console.print(Line(f"note: {problem}", style="yellow"))
    if table.signature:
        # Never broken into lines: it is there to be copied.
        console.print(Line(table.signature, style="dim"), soft_wrap=True)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _grids(table: Table, width: int) -> Iterator[Grid]:
    """One grid where its words fit side by side; else several, each with the names of the transforms."""
    whole = _grid(table, range(len(table.columns)))
    if UNBOUNDED.measure(whole).minimum <= width:
        yield whole
        return
    part = [0]
    for column in range(1, len(table.columns)):
        if len(part) > 1 and UNBOUNDED.measure(_grid(table, [*part, column])).maximum > width:
            yield _grid(table, part)
            part = [0]
        part.append(column)
    yield _grid(table, part)


def _grid(table: Table, columns: Sequence[int]) -> Grid:
    # Rules of hyphens where the encoding has no lines to draw with.
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    lines = box.SIMPLE_HEAD if encoding.lower().startswith("utf") else box.MARKDOWN
    grid = Grid(box=lines, pad_edge=False)
    for i in columns:
        grid.add_column(table.columns[i].heading, justify="right" if table.columns[i].numeric else "left")
    for row in table.rows:
        grid.add_row(*(Line(row[i]) for i in columns))
    return grid
