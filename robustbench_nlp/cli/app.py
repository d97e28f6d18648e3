"""The program: its commands, and the only place where errors are printed."""

from __future__ import annotations

import sys
import traceback
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
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.cli.signals import any_end_is_ctrl_c
from robustbench_nlp.cli.streams import prepare_streams
from robustbench_nlp.errors import EXIT_BUG, EXIT_USAGE, RobustError
from robustbench_nlp.version import __version__

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
        with any_end_is_ctrl_c():
            app()
    except Exception as error:
        sys.exit(_told(error))


def _told(error: Exception) -> int:
    """Say what went wrong; the exit code."""
    from robustbench_nlp.runner.atomic import DISK_FULL

    if isinstance(error, RobustError):
        remark(f"error: {error.message}")
        if error.hint:
            remark(f"hint: {error.hint}")
        return error.exit_code
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        remark(f"error: cannot write: {error.strerror}")
        # What is left in its buffer cannot be written either.
        sys.stdout = None
        return EXIT_USAGE
    if _out_of_memory(error):
        remark("error: there is not enough memory")
        remark("hint: fewer --workers or a smaller --limit need less, or --batch-size and --max-length in training")
        return EXIT_USAGE
    traceback.print_exception(error)
    remark("error: this is a bug, in robustbench-nlp or in a plugin")
    remark("hint: please report it, with the lines above and what `robust doctor` prints")
    return EXIT_BUG


def _out_of_memory(error: Exception) -> bool:
    # torch, which need not be there, has a class of its own for a GPU and none for the processor.
    return (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryError"
        or (isinstance(error, RuntimeError) and "allocate memory" in str(error))
    )
