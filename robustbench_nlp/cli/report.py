"""`robust report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from robustbench_nlp.cli import options as opt


def report(
    context: typer.Context,
    run: Annotated[Path, typer.Argument(help="A run folder, or its report.json.")],
    format_: Annotated[
        str, typer.Option("--format", "-f", help="console, markdown, html, latex, json, or a plugin's.")
    ] = "console",
    out: Annotated[Path | None, opt.path("--out", "-o", help="Write to a file instead.")] = None,
    verbose: opt.Verbose = False,
    overwrite: opt.Overwrite = False,
) -> None:
    """Show the results of a finished run again.

    In any format, with what its audits found.
    """
    from robustbench_nlp.audit.merge import with_audits
    from robustbench_nlp.cli.rendering import render
    from robustbench_nlp.report.document import read_report
    from robustbench_nlp.report.files import OUTCOMES, REPORT
    from robustbench_nlp.runner.atomic import refuse_existing, write_whole
    from robustbench_nlp.runner.folder import ASKED

    if out is not None:
        folder = run if run.is_dir() else run.parent
        refuse_existing(out, overwrite=overwrite, read=[run, *(folder / name for name in (REPORT, OUTCOMES, ASKED))])
    text = render(context.obj.catalog(), format_, with_audits(read_report(run), run), verbose=verbose)
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_whole(out, text.encode(), overwrite=overwrite)
