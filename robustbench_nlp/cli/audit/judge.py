"""`robust audit judge`."""

from __future__ import annotations

import math
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.audit import options as audit
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.errors import EXIT_USAGE, UsageError

if TYPE_CHECKING:
    from robustbench_nlp.audit.judging.session import Judging, Silent
    from robustbench_nlp.core.judge import Estimate


def judge(
    context: typer.Context,
    run: audit.Run,
    judge: Annotated[str, typer.Option(help="Who reads: model:FOLDER, llm:MODEL, or a plugin's. See robust plugins.")],
    transform: audit.Transform = None,
    annotator: Annotated[
        str, typer.Option(help="Its name among the annotators; one of the plan's gives it that sheet.")
    ] = "",
    base_url: Annotated[
        str, typer.Option("--base-url", help="Address of a service, e.g. http://localhost:8000/v1.")
    ] = "",
    key_variable: Annotated[
        str, typer.Option("--key-variable", help="Environment variable with the key to it, e.g. OPENAI_API_KEY.")
    ] = "",
    price: Annotated[
        str, typer.Option(metavar="IN,OUT", help="Price of a million tokens in and out, for the estimate.")
    ] = "",
    sheet: Annotated[
        bool, typer.Option("--sheet", help="Ask nobody: write its blind sheet, which another program fills.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it starts.")] = False,
    quiet: opt.Quiet = False,
) -> None:
    """Let a program read the texts, like an annotator.

    It reads them blind, and reports name it as what it is. Run again, the command continues where it stopped.
    """
    from robustbench_nlp.audit.judging.session import JudgingRequest, open_judging, seat_by_sheet

    prices, catalog = _prices(price), context.obj.catalog()
    request = JudgingRequest(run, judge, transform, annotator, base_url, key_variable)
    if sheet:
        written = seat_by_sheet(request, catalog)
        typer.echo(f"sheet: {written}")
        remark(f"filled, it comes back with: robust audit import {run} FILE --annotator {written.stem}")
        return
    # Whatever plugins and models print is no part of the result.
    with redirect_stdout(sys.stderr):
        judging = open_judging(request, catalog)
        _agree(judging, prices, yes=yes)
        silent = _sit(judging, quiet=quiet)
    for text in silent:
        remark(f"{text.audit_id}: no answer that can be used: {text.said or 'nothing'}")
    someone, total = judging.someone, judging.done + len(judging.left)
    typer.echo(f"{someone.name}, the {someone.kind} {someone.what}: {total - len(silent)} of {total} answered")
    if silent:
        remark("the same command asks about the others again")
        raise typer.Exit(EXIT_USAGE)


def _sit(judging: Judging, *, quiet: bool) -> tuple[Silent, ...]:
    from robustbench_nlp.cli.progress import progress

    if not judging.left:
        return ()
    with progress(quiet) as listener:
        return judging.run(listener.judged) if listener else judging.run()


def _prices(written: str) -> tuple[float, float] | None:
    if not written:
        return None
    try:
        paid_in, paid_out = map(float, written.split(","))
        if not (0 <= paid_in < math.inf and 0 <= paid_out < math.inf):
            raise ValueError
    except ValueError:
        raise UsageError(f"--price is two numbers, not {written!r}", "like --price 0.15,0.60") from None
    return paid_in, paid_out


def _agree(judging: Judging, prices: tuple[float, float] | None, *, yes: bool) -> None:
    """Say what it takes, and ask; `UsageError` where nobody is there to be asked."""
    if judging.estimate is None:
        return
    remark(f"{judging.someone.name} is {judging.someone.what}: {_told(judging.estimate, prices)}")
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError("nobody is there to agree to this", "say it beforehand with --yes")
    if not typer.confirm("Start?", err=True):
        raise typer.Exit(EXIT_USAGE)


def _told(estimate: Estimate, prices: tuple[float, float] | None) -> str:
    said = (
        f"{estimate.texts} texts, about {estimate.tokens_in:,} tokens in and {estimate.tokens_out:,} out"
        " (many more out from a model that thinks first)"
    )
    if prices is None:
        return said
    cost = (estimate.tokens_in * prices[0] + estimate.tokens_out * prices[1]) / 1e6
    shown = f"about {cost:.2f}" if cost >= 0.01 else "less than 0.01"
    return f"{said}, {shown} at {prices[0]:g} and {prices[1]:g} a million"
