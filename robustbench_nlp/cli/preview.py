"""`robust preview`."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.cli.terminal import written_at_once
from robustbench_nlp.control_characters import VISIBLE
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.outcome import Status
from robustbench_nlp.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console
    from rich.text import Text

    from robustbench_nlp.core.chain import Chain
    from robustbench_nlp.core.outcome import Rewritten

WIDEST = 100
"""Columns; longer lines are hard to read."""
HANGING = 2
"""Columns by which the second and later lines of a sentence are set in."""


def preview(
    context: typer.Context,
    transform: opt.Transforms,
    dataset: opt.Dataset = "movies",
    rows: Annotated[int, typer.Option("--rows", "-n", help="Rows per transform.")] = 3,
    split: opt.Split = "",
    text_column: opt.TextColumn = "",
    label_column: opt.LabelColumn = "",
    id_column: opt.IdColumn = "",
    config: opt.Config = "",
    language: opt.Language = "",
    seed: opt.Seed = 0,
) -> None:
    """Show what a transform does to a few real texts.

    Edits are shown in colour where the terminal has it, else as [-old-]{+new+}.
    """
    from rich.console import Console

    from robustbench_nlp import api
    from robustbench_nlp.core.chain import read_chains
    from robustbench_nlp.runner.engines.start import start_engine
    from robustbench_nlp.runner.pairs import rewrite_all
    from robustbench_nlp.runner.plan import plan_texts
    from robustbench_nlp.runner.preview import TRIED, choose
    from robustbench_nlp.runner.request import refuse_impossible

    if rows < 1:
        raise UsageError(f"--rows must be at least 1, not {rows}")
    refuse_impossible(seed=seed)
    catalog = context.obj.catalog()
    tried = min(TRIED[chain.cost] for chain in read_chains(transform, catalog.transform))
    request = DatasetRequest(dataset, split, text_column, label_column, id_column, config, language)
    data = api.load_dataset(request, catalog=catalog)
    plan = plan_texts(catalog, data, transform, limit=max(tried, 2 * rows), seed=seed, draws=1)
    rewritten = list(rewrite_all(plan, start_engine(catalog, "", 1)))
    before = {example.id: example for example in plan.examples}
    console = Console(highlight=False)
    # Colours that are there but switched off (NO_COLOR) say no more than none.
    marks = console.color_system is None or console.no_color
    with written_at_once(console):
        for chain in plan.chains:
            mine = [row for row in rewritten if row.transform == chain.canonical]
            _show(console, _heading(chain, mine))
            for row in choose(mine, rows):
                example = before[row.example_id]
                console.print()
                _show(console, _row(example.text, data.labels[example.label], row, marks=marks))
            console.print()
    for problem in plan.problems:
        remark(f"note: {problem}")


def _heading(chain: Chain, rows: Sequence[Rewritten]) -> Iterator[tuple[int, Text]]:
    from rich.text import Text

    specs = [step.spec for step in chain.steps]
    yield 0, Text(chain.canonical, style="bold").append(f"  {'; then '.join(s.summary for s in specs)}", "not bold")
    reason = f", because: {specs[0].claim.because}" if len(specs) == 1 else ""
    yield 2, Text(f"{chain.effect.name.lower().replace('_', ' ')} the label{reason}", style="dim")
    counts = Counter(row.status for row in rows)
    said = [f"{counts[Status.CHANGED]} of {len(rows)} texts changed"]
    if counts[Status.FAILED]:
        said.append(f"{counts[Status.FAILED]} failed")
    for word, findings in (
        ("flagged", [flag for row in rows for flag in row.flags]),
        ("discarded", [finding for row in rows for finding in row.discarded]),
    ):
        if findings:
            said.append(f"{word}: {_by_check(findings)}")
    yield 2, Text("; ".join(said))


def _by_check(findings: Iterable[str]) -> str:
    counts = Counter(finding.partition(": ")[0] for finding in findings)
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _row(before: str, label: str, row: Rewritten, *, marks: bool) -> Iterator[tuple[int, Text]]:
    from rich.text import Text

    from robustbench_nlp.cli.highlight import highlighted

    name, example_id = label.translate(VISIBLE), row.example_id.translate(VISIBLE)
    yield 2, Text(name, style="bold cyan").append(f"  {example_id}", style="not bold dim")
    for line in highlighted(before, row, marks=marks):
        yield 4, line


def _show(console: Console, lines: Iterable[tuple[int, Text]]) -> None:
    """Indented, and wrapped where it is read on a screen; in a file a sentence stays on one line."""
    width = min(console.width, WIDEST)
    for indent, line in lines:
        wrapped = line.wrap(console, max(width - indent - HANGING, 20)) if console.is_terminal else [line]
        for i, part in enumerate(wrapped):
            part.rstrip()
            part.pad_left(indent + (HANGING if i else 0))
            console.print(part, soft_wrap=True)
