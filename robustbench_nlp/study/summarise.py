"""From the records and scores of a finished study to its result. Reading the same files gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.plain_digest import plain_digest
from robustbench_nlp.core.report import Problem
from robustbench_nlp.core.signature import signature
from robustbench_nlp.runner.environment import environment
from robustbench_nlp.stats.several_seeds import training_seed_sd
from robustbench_nlp.study import estimate
from robustbench_nlp.study.arms import ARMS, CONTRASTS, WHAT
from robustbench_nlp.study.correct import Originals, Reworded, originals_and_reworded
from robustbench_nlp.study.folder import StudyFolder
from robustbench_nlp.study.models import read_answers
from robustbench_nlp.study.result import CHECKPOINT, HELD_OUT, RECIPE, TRAINED, Arm, Data, OnOriginals, Row, Study
from robustbench_nlp.study.rows import adjusted, mean_row, row
from robustbench_nlp.study.setup import CURVE, Bench, Setup
from robustbench_nlp.study.texts import read_suite
from robustbench_nlp.version import __version__


def summarise(bench: Bench) -> Study:
    """The result; all steps must be done."""
    setup, folder = bench.setup, bench.folder
    request = setup.request
    seeds = tuple(request.training_seeds)
    answers = partial(read_answers, folder)
    measured = {
        suite.name: originals_and_reworded(suite, read_suite(suite, folder), ARMS, seeds, answers)
        for suite in setup.suites
    }
    originals, tests = next(iter(measured.values()))
    curve = measured[CURVE][1] if CURVE in measured else ()
    main, scored = setup.suites[0].plan, folder.record(f"score-{ARMS[0]}-{seeds[0]}") or {}
    study = Study(
        claim=RECIPE if len(seeds) > 1 else CHECKPOINT,
        base=request.options.base,
        recipe=request.recipe(),
        train=_data(setup.train, len(setup.train.examples)),
        test=_data(setup.test, len(main.examples)),
        transforms=tuple(chain.explicit for chain in setup.trained),
        augment_size=request.augment_size,
        seeds=seeds,
        test_seed=request.test_seed,
        draws=request.draws,
        checks=main.job.checks,
        labels=setup.test.labels,
        arms=tuple(_arm(arm, seeds, originals, folder) for arm in ARMS),
        on_originals=tuple(_on_originals(*pair, originals) for pair in CONTRASTS),
        rows=adjusted([row(test, setup.seen(test.chain)) for test in tests]),
        means=adjusted(_means(setup, tests)),
        curve=adjusted([row(test, setup.seen(test.chain)) for test in curve]),
        curve_n=len(setup.suites[-1].plan.examples) if curve else 0,
        problems=(*setup.problems, *_failures(measured), *_problems(seeds, folder)),
        environment=environment(bench.catalog, scored.get("device", "")),
        signature=signature(
            transforms=main.job.explicit,
            dataset=setup.test.name,
            split=setup.test.split,
            fingerprint=setup.test.fingerprint,
            n=len(main.examples),
            model=f"{request.options.base}({len(ARMS)} arms x {len(seeds)} seeds, +{request.augment_size})",
            seed=request.test_seed,
            draws=request.draws,
            version=__version__,
        ),
    )
    return replace(study, digest=_digest(study))


def _data(dataset: Dataset, n: int) -> Data:
    return Data(dataset.name, dataset.split, dataset.fingerprint, n)


def _arm(arm: str, seeds: Sequence[int], originals: Originals, folder: StudyFolder) -> Arm:
    right = originals.right[arm][:, None]
    cards = [(folder.record(f"train-{arm}-{seed}") or {})["card"] for seed in seeds]
    return Arm(
        arm=arm,
        what=WHAT[arm],
        n=tuple(card["n"] for card in cards),
        fingerprints=tuple(card["fingerprint"] for card in cards),
        models=tuple((folder.record(f"score-{arm}-{seed}") or {})["digest"] for seed in seeds),
        accuracy=estimate.accuracy(right, originals.clusters),
        per_seed=tuple(right.mean(axis=(1, 2)).tolist()),
        seed_sd=training_seed_sd(right.astype(float)),
    )


def _on_originals(first: str, second: str, originals: Originals) -> OnOriginals:
    one, other = originals.right[first][:, None], originals.right[second][:, None]
    return OnOriginals(first, second, *estimate.gain(one, other, originals.clusters))


def _means(setup: Setup, tests: Sequence[Reworded]) -> list[Row]:
    groups = ((seen, [t for t in tests if setup.seen(t.chain) == seen]) for seen in (TRAINED, HELD_OUT))
    return [mean_row(group, seen) for seen, group in groups if len(group) > 1]


def _failures(measured: Mapping[str, tuple[Originals, Sequence[Reworded]]]) -> Iterator[Problem]:
    for suite, (_, tests) in measured.items():
        for test in tests:
            if test.failed:
                where = f"{test.chain.canonical} by severity" if suite == CURVE else test.chain.canonical
                yield Problem(where, "texts failed and are left out; `error` in texts/ says why", test.failed)


def _problems(seeds: Sequence[int], folder: StudyFolder) -> Iterator[Problem]:
    for seed in seeds:
        drawn = folder.record(f"augment-{seed}") or {}
        for where, what, _ in drawn.get("short", ()):
            yield Problem(f"augmentation with seed {seed}", f"{where} ran short, {what}")
    cards = [(folder.record(f"train-{arm}-{seed}") or {})["card"] for arm in ARMS for seed in seeds]
    for package in sorted({name for card in cards for name in card.get("versions", {})}):
        used = sorted({str(card["versions"].get(package)) for card in cards})
        if len(used) > 1:
            yield Problem(package, f"models were trained with different versions: {', '.join(used)}")


def _digest(study: Study) -> str:
    content: dict[str, Any] = asdict(replace(study, digest="", problems=()))
    del content["environment"]
    return plain_digest(content)
