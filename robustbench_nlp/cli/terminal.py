"""Writing what rich lays out, plain tables and lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from robustbench_nlp.control_characters import VISIBLE

if TYPE_CHECKING:
    from rich.console import Console

WIDTH_WITHOUT_TERMINAL = 140


def say(line: str) -> None:
    """Print what plugins say of themselves: one line whatever they wrote, and no terminal obeys it."""
    typer.echo(line.translate(VISIBLE))


def grid(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings; cells are text, never markup, and no terminal obeys them."""
    import sys

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell.translate(VISIBLE)) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL, highlight=False)
    with written_at_once(console):
        console.print(table)


@contextmanager
def written_at_once(console: Console) -> Iterator[None]:
    """Write what is printed in a block when it is complete. By itself rich ends the program with 1 at a closed pipe."""
    with console.capture() as captured:
        yield
    typer.echo(captured.get(), nl=False, color=True)
