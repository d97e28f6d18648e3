"""`robust audit plan`."""

from __future__ import annotations

from collections import Counter
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.audit import options as audit
from robustbench_nlp.cli.remark import remark

if TYPE_CHECKING:
    from robustbench_nlp.audit.plan import Planned


def plan(
    context: typer.Context,
    run: audit.Run,
    transform: Annotated[
        str | None, typer.Option("--transform", "-t", help="Which of the run's transforms, as its table names it.")
    ] = None,
    budget: Annotated[int, typer.Option(help="Rewritten texts to be read; controls come on top.")] = 120,
    annotators: Annotated[str, typer.Option(help="How many, or their names: anna,ben.")] = "2",
    seed: opt.Seed = 0,
    label_names: Annotated[
        str, typer.Option(help="What the labels are called in the sheets, in the data's order: negative,positive.")
    ] = "",
    flips: Annotated[
        str,
        typer.Option(help="Texts whose label is known to have changed: a file (columns text, label), or a transform."),
    ] = "",
    known: Annotated[
        list[Path] | None,
        opt.path(help="Another model's run whose audit has read the same texts. Repeatable.", metavar="RUN"),
    ] = None,
    max_flip: Annotated[
        float, typer.Option("--max-flip", help="What audit check will be asked to allow: says what budget that takes.")
    ] = audit.MAX_FLIP,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Replace an audit without answers.")] = False,
    quiet: opt.Quiet = False,
) -> None:
    """Draw texts to read, and write the sheets.

    Each annotator gets a blind sheet, with controls among the texts.
    """
    from robustbench_nlp.audit.names import names_from, split_names
    from robustbench_nlp.audit.plan import PlanRequest, plan_audit

    request = PlanRequest(
        run=run,
        transform=transform,
        budget=budget,
        annotators=names_from(annotators),
        seed=seed,
        flips=flips,
        known=tuple(known or ()),
        label_names=split_names(label_names),
        max_flip=max_flip,
        overwrite=overwrite,
    )
    planned = plan_audit(request, context.obj.catalog())
    if not quiet:
        _show(planned, max_flip)
    for note in planned.notes:
        remark(f"note: {note}")


def _show(planned: Planned, max_flip: float) -> None:
    from robustbench_nlp.audit.choices import choices
    from robustbench_nlp.audit.item import Kind
    from robustbench_nlp.cli.terminal import grid

    manifest = planned.manifest
    strata = [(s.name, str(s.size), str(s.audited) if s.audited else "labels kept") for s in manifest.strata]
    grid(("stratum", "pairs", "read"), strata)
    sheets = []
    for name, path in planned.sheets:
        kinds = Counter(item.kind for item in planned.items if name in item.annotators)
        sheets.append((str(path), str(kinds.total()), *(str(kinds[kind]) for kind in Kind)))
    if not sheets:
        remark("nothing is left to be read: robust audit report shows what is known")
        return
    grid(("sheet", "texts", "rewritten", "untouched", "known flips"), sheets)
    remark(f"answers: {', '.join(choice.label for choice in choices(manifest.labels))}")
    _promise(planned, max_flip)
    remark(f"next: robust audit label {planned.sheets[0][1]}, or give everybody a sheet to fill: robust audit import")


def _promise(planned: Planned, max_flip: float) -> None:
    """Nobody should find out after reading all of it that it was too little."""
    # Rounded up: with the limit named it has to pass.
    least = ceil(planned.promise.least * 1000) / 1000
    said = f"if every label is found kept, robust audit check passes with --max-flip {least:g} or more"
    if planned.promise.budget:
        said += f"; {max_flip:g} takes about --budget {planned.promise.budget}"
    remark(said)
