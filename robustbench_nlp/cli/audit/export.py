"""`robust audit export`."""

from __future__ import annotations

from typing import Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.audit import options as audit
from robustbench_nlp.cli.remark import remark


def export(
    run: audit.Run,
    annotator: Annotated[str, typer.Option(help="Whose sheet.")],
    out: opt.Out,
    format_: Annotated[str, typer.Option("--format", "-f", help="csv, jsonl, label-studio, argilla.")] = "csv",
    transform: audit.Transform = None,
    overwrite: opt.Overwrite = False,
) -> None:
    """Write a sheet for another program.

    It holds the texts that an annotator has yet to label, blind.
    """
    from robustbench_nlp.audit.exchange.write import sheet_files
    from robustbench_nlp.audit.find import find_audit
    from robustbench_nlp.audit.labelling import Labelling
    from robustbench_nlp.runner.atomic import refuse_existing, write_whole

    labelling = Labelling(find_audit(run, transform), annotator)
    left = [row for row in labelling.rows if labelling.given(row.audit_id) is None]
    files = sheet_files(format_, left, [choice.label for choice in labelling.choices], out)
    for path in files:
        refuse_existing(path, overwrite=overwrite)
    for path, content in files.items():
        write_whole(path, content)
        remark(f"written: {path}")
    typer.echo(f"{len(left)} texts to label, {labelling.progress.done} done")
