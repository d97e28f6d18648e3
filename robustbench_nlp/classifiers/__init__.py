"""Kinds of classifiers: to train, to load, or to ask elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.classifiers.transformer.spec import SPEC as TRANSFORMER
from robustbench_nlp.core.kinds import ClassifierSpec
from robustbench_nlp.markers import hookimpl


@hookimpl
def robust_classifiers() -> Iterable[ClassifierSpec]:
    """The kinds that come with the tool."""
    yield ClassifierSpec(
        "bow",
        "TF-IDF of words and pairs into one hidden layer; trains in seconds",
        load=f"{__name__}.bow.load:load",
        train=f"{__name__}.bow.train:train",
        markers=("bow.json",),
        bases=("bow",),
    )
    yield TRANSFORMER
    yield ClassifierSpec(
        "predictions",
        "answers of a model that lives elsewhere, in a file",
        load=f"{__name__}.external.predictions:load",
    )
    yield ClassifierSpec(
        "python", "a Python function from texts to probabilities", load=f"{__name__}.external.function:load"
    )
