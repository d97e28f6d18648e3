"""`robust audit bounds`."""

from __future__ import annotations

from typing import Annotated

import typer

from robustbench_nlp.cli.audit import options as audit


def bounds(
    context: typer.Context,
    run: audit.Run,
    flip_rate: Annotated[
        float | None,
        typer.Option("--flip-rate", help="Share of changed labels, as known from elsewhere; else the share flagged."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="console, markdown, latex.")] = "console",
) -> None:
    """Bound the valid-only drop before anybody reads."""
    from robustbench_nlp.audit.unaudited import bounded, bounds_table
    from robustbench_nlp.cli.rendering import table_renderer
    from robustbench_nlp.report.document import read_report

    lay_out = table_renderer(context.obj.catalog(), format_)
    found = bounded(run, read_report(run), flip_rate)
    typer.echo(lay_out([bounds_table(found, given=flip_rate is not None)]), nl=False)
