"""The program: its commands, and the only place where errors are printed."""

from __future__ import annotations

import contextlib
import sys
from typing import Annotated

import typer

from robustbench_nlp.cli import (
    audit,
    augment,
    demo,
    doctor,
    evaluate,
    fetch,
    list_transforms,
    plugins,
    preview,
    report,
    show,
    study,
    train,
    transform,
)
from robustbench_nlp.cli.context import Context
from robustbench_nlp.cli.group import Group
from robustbench_nlp.cli.streams import prepare_streams
from robustbench_nlp.errors import EXIT_USAGE, RobustError
from robustbench_nlp.version import __version__
from robustbench_nlp.visible import printable

app = typer.Typer(
    cls=Group,
    help="How much of a text classifier's accuracy survives real-world wording, and can you believe the number?",
    epilog="The variable ROBUST_PLUGINS=a,b allows only these plugins besides the built-ins; empty, none.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    # Plain help: drawing it in boxes costs more time than all the rest of starting up.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("demo")(demo.demo)
app.command("eval")(evaluate.evaluate)
app.command("train")(train.train)
app.command("augment")(augment.augment)
app.command("study")(study.study)
app.command("preview")(preview.preview)
app.command("transform")(transform.transform)
app.command("list-transforms")(list_transforms.list_transforms)
app.command("show")(show.show)
app.command("report")(report.report)
app.add_typer(audit.app, name="audit", cls=Group)
app.command("fetch")(fetch.fetch)
app.command("plugins")(plugins.plugins)
app.command("doctor")(doctor.doctor)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"robustbench-nlp {__version__}")
        raise typer.Exit


@app.callback()
def common(
    context: typer.Context,
    strict_plugins: Annotated[bool, typer.Option("--strict-plugins", help="A broken plugin is an error.")] = False,
    require_plugin: Annotated[
        list[str] | None,
        typer.Option("--require-plugin", metavar="NAME[==V]", help="This plugin must be there. Repeatable."),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Keep what stands before the command."""
    context.obj = Context(strict_plugins, tuple(require_plugin or ()))


def main() -> None:
    """Run the command line; a problem of the user's is one line and an exit code, a bug of ours a traceback."""
    prepare_streams()
    try:
        app()
    except RobustError as error:
        _say(f"error: {error.message}")
        if error.hint:
            _say(f"hint: {error.hint}")
        sys.exit(error.exit_code)
    except OSError as error:
        from robustbench_nlp.runner.atomic import DISK_FULL

        if error.errno not in DISK_FULL:
            raise
        _say(f"error: cannot write: {error.strerror}")
        # What is left in its buffer cannot be written either.
        sys.stdout = None
        sys.exit(EXIT_USAGE)


def _say(line: str) -> None:
    # Messages quote what users and plugins wrote: a terminal must not obey it.
    with contextlib.suppress(BrokenPipeError):
        print(printable(" ".join(line.split())), file=sys.stderr, flush=True)
