"""What typer's groups leave open: the list of commands, options of the program itself, and how commands end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from typer.core import TyperGroup

from robustbench_nlp.errors import Interrupted, UsageError

EXIT_CLOSED_PIPE = 141
"""What a shell says of a program that SIGPIPE ended."""


class Group(TyperGroup):
    """Typer by itself says nothing at Ctrl-C, and ends with 1 at a closed pipe: with us that is a large drop."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """Read the command line; that already prints where help or the version is asked for."""
        with _ends_told():
            return super().make_context(*arguments, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; `Interrupted` at Ctrl-C, `UsageError` where an option of ours stands behind a command."""
        try:
            with _ends_told():
                return super().invoke(ctx)
        except Exception as error:
            # Typer brings its own click or uses the installed one, so that the class has no name to import.
            option = getattr(error, "option_name", None)
            if option and any(option in param.opts for param in self.params):
                hint = f"robust {option} ... {ctx.invoked_subcommand} ..."
                raise UsageError(f"{option} belongs before the command", hint) from None
            raise

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """List the commands with all that the first paragraph of their help says, where typer cuts it to one line."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        shown = [(n, " ".join((c.help or "").partition("\n\n")[0].split())) for n, c in commands if c and not c.hidden]
        with formatter.section("Commands"):
            formatter.write_dl(shown)


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
