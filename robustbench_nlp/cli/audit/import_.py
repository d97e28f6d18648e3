"""`robust audit import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli.audit import options as audit
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.errors import EXIT_USAGE, UsageError

if TYPE_CHECKING:
    from robustbench_nlp.audit.intake import Taken


def import_(
    run: audit.Run,
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Sheets: CSV, JSON Lines, Label Studio or Argilla JSON.")
    ],
    transform: audit.Transform = None,
    annotator: Annotated[str | None, typer.Option(help="Whose answers; else the file's name or its texts say.")] = None,
    user: Annotated[
        list[str] | None, typer.Option(metavar="USER=NAME", help="Who a user of another program is. Repeatable.")
    ] = None,
) -> None:
    """Take in answers from files.

    Rows that are wrong are named and left out; the same file again adds nothing.
    """
    from robustbench_nlp.audit.exchange.read import read_rows
    from robustbench_nlp.audit.find import find_audit
    from robustbench_nlp.audit.intake import take_in
    from robustbench_nlp.audit.whose import by_annotator

    folder = find_audit(run, transform)
    manifest, items, users = folder.manifest(), folder.items(), dict(map(read_user, user or ()))
    refused = 0
    for path in files:
        found = by_annotator(manifest, items, path, read_rows(path), annotator=annotator, users=users)
        for name, rows in found.items():
            taken = take_in(folder, name, rows)
            say(path, name, taken)
            refused += len(taken.refused)
    if refused:
        raise typer.Exit(EXIT_USAGE)


def read_user(written: str) -> tuple[str, str]:
    """A user of another program and the annotator's name; `UsageError` where it is not USER=NAME."""
    user, sign, name = written.rpartition("=")
    if not (sign and user and name):
        raise UsageError(f"--user must be like 3=anna, not {written!r}")
    return user, name


def say(path: Path, annotator: str, taken: Taken) -> None:
    """What became of one annotator's rows of a file."""
    new = f"{len(taken.accepted)} answers taken" + (f" ({taken.replaced} replace others)" if taken.replaced else "")
    typer.echo(
        f"{path}: {annotator}: {new}, {taken.as_before} known, {taken.blank} blank, {len(taken.refused)} refused"
    )
    for refusal in taken.refused:
        remark(f"{path}, line {refusal.line}: {refusal.audit_id} {refusal.why}".replace(":  ", ": "))
