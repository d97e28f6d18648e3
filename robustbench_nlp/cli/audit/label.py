"""`robust audit label`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from robustbench_nlp.cli.audit import options as audit


def label(
    where: Annotated[Path, typer.Argument(metavar="SHEET|RUN", help="An annotator's sheet, or a run folder.")],
    transform: audit.Transform = None,
    annotator: Annotated[str | None, typer.Option(help="Who labels; a sheet says it.")] = None,
    naturalness: Annotated[bool, typer.Option("--naturalness", help="Also ask how natural a text reads.")] = False,
) -> None:
    """Label in the terminal, one key for each text.

    Every answer is saved at once; the same command continues where you stopped.
    """
    from robustbench_nlp.audit.labelling import Labelling
    from robustbench_nlp.audit.named import named
    from robustbench_nlp.audit.terminal.device import open_terminal
    from robustbench_nlp.audit.terminal.session import Session

    labelling = Labelling(*named(where, transform, annotator))
    with open_terminal() as terminal:
        Session(labelling, terminal, naturalness=naturalness).run()
    done, total = labelling.progress
    rest = "all done, thank you" if done == total else "the same command goes on from here"
    typer.echo(f"{labelling.annotator}: {done} of {total} answered, every answer is saved; {rest}")
