"""`robust audit judge`."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.audit import options as audit
from robustbench_nlp.errors import EXIT_USAGE, UsageError

if TYPE_CHECKING:
    from robustbench_nlp.audit.judging.session import Judging
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
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask before it starts.")] = False,
    quiet: opt.Quiet = False,
) -> None:
    """Let a program read the texts blind, like an annotator; reports name it as what it is. Run again, it goes on."""
    from robustbench_nlp.audit.judging.session import JudgingRequest, open_judging
    from robustbench_nlp.cli.progress import progress

    prices = _prices(price)
    judging = open_judging(
        JudgingRequest(run, judge, transform, annotator, base_url, key_variable), context.obj.catalog()
    )
    if judging.left:
        _agree(judging, prices, yes=yes)
        with progress(quiet) as listener:
            silent = judging.run(listener.judged if listener else lambda _done, _total: None)
        for text in silent:
            typer.echo(f"{text.audit_id}: no answer that can be used: {text.said or 'nothing'}", err=True)
        if silent:
            typer.echo("the same command asks about these again", err=True)
    else:
        silent = ()
    someone, answered = judging.someone, judging.done + len(judging.left) - len(silent)
    typer.echo(
        f"{someone.name}, the {someone.kind} {someone.what}: {answered} of {judging.done + len(judging.left)} answered"
    )
    if silent:
        raise typer.Exit(EXIT_USAGE)


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
    typer.echo(f"{judging.someone.name} is {judging.someone.what}: {_told(judging.estimate, prices)}", err=True)
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
    return f"{said}, about {cost:.2f} at {prices[0]:g} and {prices[1]:g} a million"
