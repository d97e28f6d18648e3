"""A minute's worth of each kind of work, measured, for a plan that nothing was done of yet."""

from __future__ import annotations

import dataclasses

from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.engines.start import start_engine
from robustbench_nlp.runner.plan import cut
from robustbench_nlp.runner.predictions import PredictionStore
from robustbench_nlp.runner.score import score
from robustbench_nlp.study.build import AUGMENT, REWRITE, SCORE, TRAIN
from robustbench_nlp.study.models import whole_seconds
from robustbench_nlp.study.setup import Setup
from robustbench_nlp.study.small import small_model
from robustbench_nlp.study.steps import Stopwatch

TRIED = 128
"""Examples: enough for the speed, few enough not to be waited for."""
WARM_UP = 8


def probed_rates(setup: Setup, catalog: Catalog, kinds: set[str]) -> dict[str, float]:
    """Seconds per unit of work of these kinds."""
    rates: dict[str, float] = {}
    if kinds & {REWRITE, AUGMENT}:
        rates[REWRITE] = rates[AUGMENT] = _rewriting(setup, catalog)
    if kinds & {TRAIN, SCORE}:
        rates |= _model(setup, catalog)
    return rates


def _rewriting(setup: Setup, catalog: Catalog) -> float:
    """The second time: transforms are made, and their resources read, in the first."""
    plan = setup.suites[0].plan
    engine = start_engine(catalog, "serial", 1)
    first, second = cut(plan.examples[:4]), cut(plan.examples[4 : 4 + TRIED // 2] or plan.examples)
    list(engine.run(plan.job, first))
    watch = Stopwatch()
    made = sum(len(result.rewritten) for result in engine.run(plan.job, second))
    return watch.seconds / made / setup.request.workers


def _model(setup: Setup, catalog: Catalog) -> dict[str, float]:
    """The second time, too: the first training of a process imports and warms up what the others find ready."""
    with small_model(setup, catalog, WARM_UP, None):
        pass
    with small_model(setup, catalog, TRIED, None) as (card, classifier):
        training = whole_seconds(dataclasses.asdict(card)) / card.n  # type: ignore[call-overload]
        texts = [example.text for example in setup.suites[0].plan.examples[: 2 * TRIED]]
        watch = Stopwatch()
        scores = score(classifier, texts, PredictionStore(None, classifier.digest), lambda done, of: None)
        scoring = watch.seconds / len(scores)
    return {TRAIN: training, SCORE: scoring}
