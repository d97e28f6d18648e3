"""`robust audit check`."""

from __future__ import annotations

from typing import Annotated

import typer

from robustbench_nlp.cli.audit import options as audit

EXIT_CODES = {"pass": 0, "fail": 1, "inconclusive": 2}


def check(
    run: audit.Run,
    max_flip: Annotated[
        float, typer.Option("--max-flip", help="Share of changed labels that is still fine.")
    ] = audit.MAX_FLIP,
    transform: audit.Transform = None,
    sequential: Annotated[
        bool, typer.Option("--sequential", help="Right however often one looks while answers come in; needs more.")
    ] = False,
) -> None:
    """Pass or fail by the share of labels kept.

    Exits with 0 where labels are kept often enough, 1 where not, 2 where too few texts were read to tell.
    """
    from robustbench_nlp.audit.analysis import analyse
    from robustbench_nlp.audit.find import find_audit
    from robustbench_nlp.audit.max_flip import check as gate
    from robustbench_nlp.report.document import read_report
    from robustbench_nlp.report.table import percent

    audited = analyse(find_audit(run, transform), read_report(run))
    found = gate(audited, max_flip, sequential=sequential)
    limits = f"between {percent(found.low)} and {percent(found.high)} % of labels changed, {audited.read} texts read"
    typer.echo(f"{found.outcome.name}: {audited.manifest.transform}: {limits}; at most {percent(max_flip)} % may")
    if found.why:
        typer.echo(found.why)
    raise typer.Exit(EXIT_CODES[found.outcome.value])
