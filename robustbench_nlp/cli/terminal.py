"""Plain tables on standard output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

WIDTH_WITHOUT_TERMINAL = 140


def grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings; cells are text, never markup."""
    import sys

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL, highlight=False)
    console.print(table)
