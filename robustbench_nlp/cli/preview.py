"""`robust preview`."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.outcome import Status
from robustbench_nlp.errors import UsageError

if TYPE_CHECKING:
    from rich.text import Text

    from robustbench_nlp.core.outcome import Rewritten

ROWS_TRIED = 200


def preview(
    context: typer.Context,
    transform: opt.Transforms,
    dataset: opt.Dataset = "movies",
    rows: Annotated[int, typer.Option("--rows", "-n", help="Rows per transform.")] = 3,
    split: opt.Split = "",
    text_column: opt.TextColumn = "",
    label_column: opt.LabelColumn = "",
    config: opt.Config = "",
    seed: opt.Seed = 0,
) -> None:
    """Show what a transform does to a few real texts: [-old-]{+new+}, in colour where the terminal has it."""
    from rich.console import Console

    from robustbench_nlp import api
    from robustbench_nlp.runner.engines.start import start_engine
    from robustbench_nlp.runner.pairs import rewrite_all
    from robustbench_nlp.runner.plan import plan_texts
    from robustbench_nlp.runner.preview import choose

    if rows < 1:
        raise UsageError(f"--rows must be at least 1, not {rows}")
    catalog = context.obj.catalog()
    request = DatasetRequest(dataset, split, text_column, label_column, config=config)
    data = api.load_dataset(request, catalog=catalog)
    plan = plan_texts(catalog, data, transform, limit=max(ROWS_TRIED, 2 * rows), seed=seed, draws=1)
    rewritten = list(rewrite_all(plan, start_engine(catalog, "", 1)))
    before = {example.id: example for example in plan.examples}
    console = Console(highlight=False, soft_wrap=True)
    for chain in plan.chains:
        mine = [row for row in rewritten if row.transform == chain.canonical]
        counts = Counter(row.status for row in mine)
        console.print(
            f"{chain.canonical}: {counts[Status.CHANGED]} of {len(mine)} texts changed"
            + (f", {counts[Status.FAILED]} failed" if counts[Status.FAILED] else ""),
            style="bold",
            markup=False,
        )
        for row in choose(mine, rows):
            example = before[row.example_id]
            console.print(f"\n  {row.example_id}  {data.labels[example.label]}", style="dim", markup=False)
            console.print(_highlighted(example.text, row))
        console.print()


def _highlighted(before: str, row: Rewritten) -> Text:
    from rich.text import Text

    from robustbench_nlp.runner.preview import pieces

    if row.status is Status.FAILED:
        return Text(f"  failed: {row.error}", style="red")
    # Without colours the marks of wdiff carry the meaning.
    marks = not sys.stdout.isatty()
    line = Text("  ")
    for piece in pieces(before, row.edits):
        if piece.new is None:
            line.append(piece.old)
            continue
        if piece.old:
            line.append(f"[-{piece.old}-]" if marks else piece.old, style="red strike")
        if piece.new:
            line.append(f"{{+{piece.new}+}}" if marks else piece.new, style="bold green")
    rules = Counter(edit.rule for edit in row.edits if edit.rule)
    if rules:
        said = ", ".join(f"{rule} {count}" if count > 1 else rule for rule, count in rules.most_common())
        line.append(f"\n  by {said}", style="dim")
    if row.flags:
        line.append(f"\n  flagged: {'; '.join(row.flags)}", style="yellow")
    return line
