"""How commands end that cannot be finished."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperGroup

from robustbench_nlp.errors import Interrupted

EXIT_CLOSED_PIPE = 141
"""What a shell says of a program that SIGPIPE ended."""


class Group(TyperGroup):
    """Typer by itself says nothing at Ctrl-C, and ends with 1 at a closed pipe: with us that is a large drop."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """Read the command line; that already prints where help or the version is asked for."""
        with _ends_told():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; `Interrupted` at Ctrl-C."""
        with _ends_told():
            return super().invoke(ctx)


@contextmanager
def _ends_told() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise Interrupted("interrupted before anything was written") from None
    except BrokenPipeError:
        # The reader (`| head`) is gone: what is left in the buffers would fail again.
        sys.stdout = sys.stderr = None
        sys.exit(EXIT_CLOSED_PIPE)
