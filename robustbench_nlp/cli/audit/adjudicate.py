"""`robust audit adjudicate`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli.audit import options as audit
from robustbench_nlp.cli.remark import remark

if TYPE_CHECKING:
    from robustbench_nlp.audit.adjudicate import Adjudicated
    from robustbench_nlp.audit.gate import Gate
    from robustbench_nlp.audit.third import Asked


def adjudicate(
    run: audit.Run,
    transform: audit.Transform = None,
    third: Annotated[str, typer.Option(help="Who gets the texts about which two disagree.")] = "third",
) -> None:
    """Decide whose answers count, and what they say.

    Shows who passes the gate, gives every text its verdict, and writes a sheet of those that need a third reader.
    """
    from robustbench_nlp.audit.adjudicate import adjudicate as judge
    from robustbench_nlp.audit.find import find_audit
    from robustbench_nlp.audit.not_imported import not_imported
    from robustbench_nlp.audit.third import ask_third
    from robustbench_nlp.audit.verdict_file import write_verdicts

    folder = find_audit(run, transform)
    found = judge(folder.manifest(), folder.items(), folder.responses())
    remark(f"written: {write_verdicts(folder, found.verdicts)}")
    say(found, ask_third(folder, found, third), third)
    for sheet in not_imported(folder):
        command = shlex.join(["robust", "audit", "import", str(run), str(sheet)])
        remark(f"note: {sheet} holds answers that do not count yet: {command}")


def say(found: Adjudicated, asked: Asked | None, third: str) -> None:
    """Gates, verdicts, and what is missing."""
    from robustbench_nlp.cli.terminal import grid

    grid(
        ("annotator", "", "", "controls"),
        [(each.annotator, each.kind, _standing(each), each.why) for each in found.gates],
    )
    typer.echo(
        f"{len(found.verdicts)} texts, controls among them, have a verdict; {len(found.waiting)} wait for an answer"
    )
    if found.open:
        typer.echo(f"{len(found.open)} need one more annotator: two disagree, or who had them is left out")
    if asked:
        typer.echo(f"{asked.annotator} gets {asked.open} of them, among {asked.controls} controls: {asked.sheet}")
    elif found.open:
        typer.echo(f"{third} has them already, or another version of their texts: --third names somebody else")


def _standing(gate: Gate) -> str:
    if not gate.tested:
        return "untested"
    return "counts" if gate.passed else "left out"
