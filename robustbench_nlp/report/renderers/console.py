"""A table for the terminal. Colours only where the terminal has them; the words carry the meaning."""

from __future__ import annotations

import io
import sys

from rich import box
from rich.console import Console, Group
from rich.table import Table as Grid
from rich.text import Text as Line

from robustbench_nlp.core.report import Report
from robustbench_nlp.report.table import Table, drop_table

WIDTH_WITHOUT_TERMINAL = 140


def render(report: Report) -> str:
    """As printed, with colours where standard output is a terminal."""
    return render_table(drop_table(report))


def render_table(table: Table) -> str:
    """The same of any table."""
    terminal = sys.stdout.isatty()
    buffer = io.StringIO()
    width = None if terminal else WIDTH_WITHOUT_TERMINAL
    console = Console(file=buffer, force_terminal=terminal, width=width, highlight=False)
    console.print(_layout(table))
    if table.signature:
        # Never broken into lines: it is there to be copied.
        console.print(Line(table.signature, style="dim"), soft_wrap=True)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _layout(table: Table) -> Group:
    # Text objects everywhere: names and texts of users must never be read as markup.
    grid = Grid(box=box.SIMPLE_HEAD, title=Line(table.title, style="bold"), title_justify="left", pad_edge=False)
    for column in table.columns:
        grid.add_column(column.heading, justify="right" if column.numeric else "left")
    for row in table.rows:
        grid.add_row(*(Line(cell) for cell in row))
    lines = [Line(note) for note in table.notes]
    problems = [Line(f"note: {problem}", style="yellow") for problem in table.problems]
    return Group(grid, *lines, *problems)
