"""A table for the terminal. Colours only where the terminal has them; the words carry the meaning."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text as Line

from robustbench_nlp.core.report import Report
from robustbench_nlp.report.drop_table import drop_table
from robustbench_nlp.report.table import Table

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
    """One grid where that breaks no figure and no word; else several, each with the columns that name the rows."""
    columns = range(len(table.columns))
    room = width - _width(_grid(table, columns, [_needed(table, i) for i in columns]))
    if room >= 0:
        widths = []
        for i in columns:
            widths.append(min(_needed(table, i) + room, _wanted(table, i)))
            room -= widths[i] - _needed(table, i)
        yield _grid(table, columns, widths)
        return
    keys = list(range(table.keys))
    part = list(keys)
    for column in range(table.keys, len(table.columns)):
        if part != keys and _width(_grid(table, [*part, column])) > width:
            yield _grid(table, part)
            part = list(keys)
        part.append(column)
    yield _grid(table, part)


def _width(grid: Grid) -> int:
    return UNBOUNDED.measure(grid).maximum


def _needed(table: Table, i: int) -> int:
    """A figure and its interval stay on one line; headings wrap between words, and so do sentences."""
    texts = [table.columns[i].heading, *(row[i] for row in table.rows)]
    unbroken = texts[1:] if table.columns[i].numeric else []
    return max(cell_len(word) for word in [*unbroken, *" ".join(texts).split()])


def _wanted(table: Table, i: int) -> int:
    return max(cell_len(text) for text in (table.columns[i].heading, *(row[i] for row in table.rows)))


def _grid(table: Table, columns: Sequence[int], widths: Sequence[int | None] = ()) -> Grid:
    # Rules of hyphens where the encoding has no lines to draw with.
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    lines = box.SIMPLE_HEAD if encoding.lower().startswith("utf") else box.MARKDOWN
    grid = Grid(box=lines, pad_edge=False)
    for i, width in zip(columns, widths or [None] * len(columns), strict=True):
        column = table.columns[i]
        grid.add_column(column.heading, justify="right" if column.numeric else "left", width=width)
    for row in table.rows:
        grid.add_row(*(Line(row[i]) for i in columns))
    return grid
