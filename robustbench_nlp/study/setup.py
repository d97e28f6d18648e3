"""Fixes everything a study depends on before its first step: data, transforms, suites of test texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from robustbench_nlp.core.chain import Chain, read_chains
from robustbench_nlp.core.claims import LabelEffect
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.hold_out import hold_out
from robustbench_nlp.core.report import Problem
from robustbench_nlp.core.sample import subset
from robustbench_nlp.errors import DataError, ResourceMissing, UsageError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.augmentation.quotas import check_shares
from robustbench_nlp.runner.augmentation.refuse import refuse_unsuitable
from robustbench_nlp.runner.labels import numbered_alike
from robustbench_nlp.runner.plan import plan_texts, refuse_direction_controls, refuse_one_class
from robustbench_nlp.runner.resolve import find_trainable, read_dataset
from robustbench_nlp.runner.work import load_chain
from robustbench_nlp.study.folder import StudyFolder
from robustbench_nlp.study.request import StudyRequest
from robustbench_nlp.study.result import HELD_OUT, RELATED, SCHEMA, TRAINED
from robustbench_nlp.study.suite import Suite

MAIN, CURVE = "main", "curve"


@dataclass(frozen=True)
class Setup:
    """A study that is about to run.

    trained  the chains that training examples are rewritten with
    suites   test texts: the main table's, and where severities were asked for, the curve's
    """

    request: StudyRequest
    train: Dataset
    validation: Dataset | None
    test: Dataset
    trained: tuple[Chain, ...]
    suites: tuple[Suite, ...]
    problems: tuple[Problem, ...]

    def seen(self, chain: Chain) -> str:
        """Did the training of arm B see the transform?"""
        if chain.explicit in {trained.explicit for trained in self.trained}:
            return TRAINED
        return RELATED if _steps([chain]) & _steps(self.trained) else HELD_OUT

    def asked(self) -> dict[str, Any]:
        """The question: a folder holds the answer to one. The number of seeds is none of it, so that it may grow."""
        request = self.request
        return {
            "schema": SCHEMA,
            "train": _named(self.train),
            "validation": None if self.validation is None else _named(self.validation),
            "test": _named(self.test),
            "recipe": request.recipe(),
            "load": asdict(request.load),
            "transforms": [chain.explicit for chain in self.trained],
            "augment_size": request.augment_size,
            "shares": list(request.shares),
            "seed": request.seed,
            "draws": request.draws,
            "suites": {
                suite.name: {
                    "examples": len(suite.plan.examples),
                    "transforms": list(suite.plan.job.explicit),
                    "checks": list(suite.plan.job.checks),
                }
                for suite in self.suites
            },
        }


@dataclass(frozen=True)
class Bench:
    """What every step works with."""

    setup: Setup
    catalog: Catalog
    folder: StudyFolder


def set_up(request: StudyRequest, catalog: Catalog) -> Setup:
    """Read the data and choose the transforms; every error that can be found without training is raised here."""
    find_trainable(catalog, request.options.base)
    trained = read_chains(request.transforms, catalog.transform)
    test = read_dataset(catalog, request.test)
    whole = read_dataset(catalog, request.train)
    if whole.fingerprint == test.fingerprint:
        raise DataError(
            f"{whole.name} has no test split apart from its training split",
            "put both into one folder as train.csv and test.csv, or name the splits",
        )
    train = subset(whole, request.limit, request.seed)
    validation = None
    if request.validation is not None:
        validation = numbered_alike(read_dataset(catalog, request.validation), whole)
    if request.validation_share is not None:
        train, validation = hold_out(train, request.validation_share, request.seed)
    if set(train.labels) != set(test.labels):
        raise DataError(
            f"{train.name} has the labels {', '.join(train.labels)} in {train.split or 'training'} and "
            f"{', '.join(test.labels)} in {test.split or 'test'}",
            "give both splits the same labels",
        )
    check_shares(request.shares, len(trained))
    refuse_unsuitable(train, trained, size=request.augment_size, workers=request.workers, seed=request.seed)
    problems = [
        Problem(f"{whole.name}/{whole.split}", f"left out: {drop.reason}", drop.count) for drop in whole.dropped
    ]
    others = _held_out(request, catalog, test.language, trained, problems)
    written = ",".join(chain.canonical for chain in (*trained, *others))

    def suite(name: str, transforms: str, limit: int | None, draws: int) -> Suite:
        plan = plan_texts(catalog, test, transforms, limit=limit, seed=request.test_seed, draws=draws)
        refuse_direction_controls(plan.chains)
        refuse_one_class(plan.examples, test)
        return Suite(name, plan)

    suites = [suite(MAIN, written, request.eval_limit, request.draws)]
    named = trained if request.held_out is None else (*trained, *others)
    curve = _at_severities(named, request.severities, problems)
    if curve:
        limit = request.eval_limit if request.severity_limit is None else request.severity_limit
        suites.append(suite(CURVE, curve, limit, 1))
    problems += [problem for made in suites for problem in made.plan.problems]
    problems += _in_both(train, suites[0].plan.examples)
    return Setup(request, train, validation, test, trained, tuple(suites), tuple(dict.fromkeys(problems)))


def _held_out(
    request: StudyRequest, catalog: Catalog, language: str, trained: Sequence[Chain], problems: list[Problem]
) -> list[Chain]:
    if request.held_out is not None:
        known = {chain.explicit for chain in trained}
        asked = read_chains(request.held_out, catalog.transform) if request.held_out.strip() else ()
        twice = [chain.canonical for chain in asked if chain.explicit in known]
        if twice:
            raise UsageError(
                f"{', '.join(twice)} cannot be held out: the training examples are rewritten with it",
                "every transform in --transform is evaluated anyway",
            )
        return list(asked)
    names = [
        entry.qualified_name
        for entry in catalog.transforms()
        if entry.builtin
        and not entry.spec.control
        and entry.spec.claim.effect is LabelEffect.KEEPS
        and entry.qualified_name not in _steps(trained)
    ]
    chains = []
    for name in names:
        (chain,) = read_chains(name, catalog.transform)
        if not chain.speaks(language):
            continue
        try:
            load_chain(chain, catalog)
            chains.append(chain)
        except ResourceMissing as error:
            problems.append(Problem(name, f"not evaluated: {error.message}"))
    return chains


def _at_severities(chains: Sequence[Chain], severities: Sequence[int], problems: list[Problem]) -> str:
    written = []
    for chain in chains if severities else ():
        if chain.severity is None:
            problems.append(Problem(chain.canonical, "has no curve: its params are those of no severity"))
            continue
        written += ["+".join(f"{step.qualified_name}@{s}" for step in chain.steps) for s in sorted(set(severities))]
    return ",".join(dict.fromkeys(written))


def _steps(chains: Sequence[Chain]) -> set[str]:
    return {step.qualified_name for chain in chains for step in chain.steps}


def _in_both(train: Dataset, examples: Sequence[Any]) -> list[Problem]:
    learnt = {example.text for example in train.examples}
    n = sum(example.text in learnt for example in examples)
    return [Problem(f"{train.name}", "test texts that are in the training set, too", n)] if n else []


def _named(dataset: Dataset) -> dict[str, str]:
    return {"name": dataset.name, "split": dataset.split, "fingerprint": dataset.fingerprint}
