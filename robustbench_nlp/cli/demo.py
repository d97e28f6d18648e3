"""`robust demo`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.cli.progress import progress
from robustbench_nlp.cli.remark import remark
from robustbench_nlp.errors import UsageError

if TYPE_CHECKING:
    from robustbench_nlp.plugin.catalog import Catalog

SAMPLE = "movies"
MODEL, RUN = "model", "run"
MARK = ".robust-demo"
"""Lies where a demo has been: only there may the next one replace a model and a run."""


def demo(
    context: typer.Context,
    out: opt.Out = Path("robust-demo"),
    seed: opt.Seed = 0,
    quiet: opt.Quiet = False,
) -> None:
    """Try everything once on real data.

    Fetches movie reviews, trains the bag of words, and evaluates all built-in transforms that keep the label. After the
    installation this takes a minute or two.
    """
    from robustbench_nlp import api
    from robustbench_nlp.cache_dir import cache_dir
    from robustbench_nlp.cli.rendering import render
    from robustbench_nlp.core.dataset import DatasetRequest
    from robustbench_nlp.core.options import TrainOptions
    from robustbench_nlp.runner.request import EvalRequest
    from robustbench_nlp.runner.resources import find_needed

    claim(out)
    catalog = context.obj.catalog()
    if not find_needed(catalog, SAMPLE).place(cache_dir()):
        remark(f"fetching {SAMPLE} ...")
        find_needed(catalog, SAMPLE).fetch(cache_dir())
    train_set = api.load_dataset(DatasetRequest(SAMPLE, "train"), catalog=catalog)
    remark(f"training bow on {len(train_set.examples)} of the {SAMPLE} snippets ...")
    model = out / MODEL
    with progress(quiet) as listener:
        options = TrainOptions(
            base="bow", out=model, seed=seed, overwrite=True, progress=listener.trained if listener else None
        )
        api.train(train_set, options, catalog=catalog)
    transforms = ",".join(usable(catalog))
    remark(f"robust eval --model {model} --dataset {SAMPLE} --split test --transform {transforms}")
    request = EvalRequest(
        DatasetRequest(SAMPLE, "test"), str(model), transforms, seed=seed, output=out / RUN, overwrite=True
    )
    with progress(quiet) as listener:
        done = api.run(request, catalog, listener.heard if listener else None)
    typer.echo(render(catalog, "console", done.report), nl=False)
    remark(f"results: {done.folder}/report.json and outcomes.parquet")


def claim(out: Path) -> None:
    """Make the folder the demo's; `UsageError` where it holds a model or a run that no demo made."""
    from robustbench_nlp.runner.atomic import write_whole

    others = [path for path in (out / MODEL, out / RUN) if path.exists() and not (out / MARK).is_file()]
    if others:
        raise UsageError(f"{others[0]} is there already and is not a demo's", "choose another --out")
    write_whole(out / MARK, b"`robust demo` replaces the model and the run beside this file.\n")


def usable(catalog: Catalog) -> list[str]:
    """Built-in transforms that belong into a drop table; those that miss a resource are left out, and said so."""
    from robustbench_nlp.core.chain import read_chains
    from robustbench_nlp.core.claims import LabelEffect
    from robustbench_nlp.errors import ResourceMissing
    from robustbench_nlp.runner.work import load_chain

    names = []
    for entry in catalog.transforms():
        if not entry.builtin or entry.spec.claim.effect is LabelEffect.CHANGES:
            continue
        try:
            load_chain(read_chains(entry.qualified_name, catalog.transform)[0], catalog)
            names.append(entry.qualified_name)
        except ResourceMissing as error:
            remark(f"left out: {entry.qualified_name}: {error}")
    return names
