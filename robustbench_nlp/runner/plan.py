"""Fixes everything a run depends on before the first text is touched: examples, chains, shards, the recipe."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

from robustbench_nlp.core.chain import Chain, read_chains
from robustbench_nlp.core.claims import LabelEffect
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.report import Problem, RunSpec
from robustbench_nlp.core.sample import stratified
from robustbench_nlp.core.text import Example, text_digest
from robustbench_nlp.errors import DataError, UsageError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.checks import explicit
from robustbench_nlp.runner.work import Job, Shard

SHARD_SIZE = 256
"""Texts per shard. Fixed, so that the number of workers decides who works and never what is done."""


@dataclass(frozen=True)
class TextPlan:
    """What to rewrite and how; enough for `robust transform`, and the first half of an evaluation."""

    dataset: Dataset
    examples: tuple[Example, ...]
    chains: tuple[Chain, ...]
    job: Job
    shards: tuple[Shard, ...]
    problems: tuple[Problem, ...]


def plan_texts(
    catalog: Catalog, dataset: Dataset, transforms: str, *, limit: int | None, seed: int, draws: int
) -> TextPlan:
    """Choose examples and transforms; transforms that do not know the data's language are left out and said so.

    `PluginError` where a transform requires a label check that no plugin declares.
    """
    problems = [Problem(dataset.name, f"left out: {drop.reason}", drop.count) for drop in dataset.dropped]
    chosen = []
    for chain in read_chains(transforms, catalog.transform):
        if chain.speaks(dataset.language):
            chosen.append(chain)
        else:
            problems.append(Problem(chain.canonical, f"left out: it does not apply to language {dataset.language!r}"))
    if not chosen:
        raise UsageError(f"no transform is left: none applies to language {dataset.language!r}")
    examples = stratified(dataset.examples, limit, seed)
    job = make_job(catalog, chosen, seed=seed, draws=draws)
    return TextPlan(dataset, examples, tuple(chosen), job, cut(examples), tuple(problems))


def make_job(catalog: Catalog, chains: Sequence[Chain], *, seed: int, draws: int) -> Job:
    """What workers are told; `PluginError` where a transform requires a label check that no plugin declares."""
    return Job(
        chains=tuple(chain.canonical for chain in chains),
        explicit=tuple(chain.explicit for chain in chains),
        checks=explicit(catalog, chains),
        seed=seed,
        draws=draws,
        allow=catalog.allow,
    )


def refuse_one_class(examples: Sequence[Example], dataset: Dataset) -> None:
    """An accuracy over one class measures nothing; peers have published such numbers from the head of sorted files."""
    counts = Counter(example.label for example in examples)
    if len(counts) == 1:
        label = dataset.labels[next(iter(counts))]
        where = f"{dataset.name}/{dataset.split}" if dataset.split else dataset.name
        raise DataError(
            f"all {len(examples)} examples of {where} have the label {label!r}, so accuracy would mean nothing",
            "use data with at least two labels",
        )


def refuse_direction_controls(chains: Sequence[Chain]) -> None:
    """A transform that means to change the label has no accuracy drop to report."""
    for chain in chains:
        if chain.effect is LabelEffect.CHANGES:
            raise UsageError(
                f"{chain.canonical} changes the label by design, so its accuracy drop would be nonsense",
                "it serves audits; `robust preview` and `robust transform` run it",
            )


def spec_digest(spec: RunSpec) -> str:
    """Names a run: equal for equal questions to equal data and model, however the path to the model is spelt."""
    return hashlib.sha256(json.dumps(asdict(replace(spec, model="")), sort_keys=True).encode()).hexdigest()[:16]


def cut(examples: Sequence[Example]) -> tuple[Shard, ...]:
    """Shards of examples without their labels, in an order that says nothing about these."""
    # Not in the order of the sample, which interleaves the classes: a transform could count its way to the label.
    texts = sorted((example.unlabelled for example in examples), key=lambda text: text_digest(text.id))
    return tuple(Shard(i // SHARD_SIZE, tuple(texts[i : i + SHARD_SIZE])) for i in range(0, len(texts), SHARD_SIZE))
