"""The steps of a study, in the order in which they are done: whole seeds first, so that arms can be compared early."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from robustbench_nlp.study.arms import ARMS, ORIGINAL
from robustbench_nlp.study.augmented import draw_augmentation
from robustbench_nlp.study.models import score_texts, train_model
from robustbench_nlp.study.setup import Bench
from robustbench_nlp.study.steps import Step
from robustbench_nlp.study.texts import rewrite_suite

REWRITE, AUGMENT, TRAIN, SCORE = "rewrite", "augment", "train", "score"


def study_steps(bench: Bench) -> list[Step]:
    """Every step, done or not."""
    steps = [
        Step(
            f"texts-{suite.name}",
            REWRITE,
            float(suite.versions),
            "texts",
            partial(rewrite_suite, bench, suite),
            suite.shards(bench.folder),
        )
        for suite in bench.setup.suites
    ]
    for seed in bench.setup.request.training_seeds:
        steps += _of_seed(bench, seed)
    return steps


def _of_seed(bench: Bench, seed: int) -> Iterator[Step]:
    folder, suites = bench.folder, bench.setup.suites
    n, added = len(bench.setup.train.examples), bench.setup.request.augment_size
    yield Step(
        f"augment-{seed}",
        AUGMENT,
        float(added),
        "rows",
        partial(draw_augmentation, bench, seed),
        (folder.augmentation(seed),),
    )
    for arm in ARMS:
        score = f"score-{arm}-{seed}"
        yield Step(
            f"train-{arm}-{seed}",
            TRAIN,
            float(n if arm == ORIGINAL else n + added),
            "examples",
            partial(train_model, bench, arm, seed),
            (folder.model(arm, seed),),
            serves=score,
        )
        yield Step(
            score,
            SCORE,
            float(sum(suite.versions + len(suite.plan.examples) for suite in suites)),
            "texts",
            partial(score_texts, bench, arm, seed),
            (folder.scores(arm, seed),),
        )
