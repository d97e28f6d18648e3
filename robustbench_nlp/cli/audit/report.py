"""`robust audit report`."""

from __future__ import annotations

from typing import Annotated

import typer

from robustbench_nlp.cli.audit import options as audit


def report(
    context: typer.Context,
    run: audit.Run,
    transform: audit.Transform = None,
    this_test_set: Annotated[
        bool, typer.Option("--this-test-set", help="Intervals for these texts only, not for texts like them.")
    ] = False,
    relabelled: Annotated[
        bool, typer.Option("--relabelled", help="Also the drop if a changed label is the truth: two labels, wide.")
    ] = False,
    format_: Annotated[str, typer.Option("--format", "-f", help="console, markdown, latex, json.")] = "console",
) -> None:
    """Show how many labels were kept.

    And how much of the drop is the model's, and how far the annotators can be trusted.
    """
    from robustbench_nlp.audit.analysis import analyse
    from robustbench_nlp.audit.document import to_json
    from robustbench_nlp.audit.find import find_audit
    from robustbench_nlp.audit.tables import tables
    from robustbench_nlp.cli.rendering import table_renderer
    from robustbench_nlp.report.document import read_report

    lay_out = table_renderer(context.obj.catalog(), "console" if format_ == "json" else format_)
    audited = analyse(find_audit(run, transform), read_report(run), this_test_set=this_test_set)
    typer.echo(to_json(audited) if format_ == "json" else lay_out(tables(audited, relabelled=relabelled)), nl=False)
