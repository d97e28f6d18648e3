"""The result of a study: every number with its n, interval and method. All rates are fractions, not percentages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from robustbench_nlp.core.report import Environment, Interval, Problem

SCHEMA = "robustbench-nlp/study/1"

RECIPE, CHECKPOINT = "recipe", "this checkpoint"
"""What the intervals speak of: the recipe, where several seeds were trained; else the one model of each arm."""

TRAINED, RELATED, HELD_OUT = "trained", "related", "held out"
"""Of a transform: examples rewritten with it were in arm B's training set; or it is one of those at another strength,
or a chain with one of those in it; or B never saw any of it."""


@dataclass(frozen=True)
class Arm:
    """The models trained on one training set.

    n           training examples
    accuracy    on the original test texts
    per_seed    the same for each model, in the order of the study's seeds
    seed_sd     standard deviation of these; None with one
    """

    arm: str
    what: str
    n: tuple[int, ...]
    fingerprints: tuple[str, ...]
    models: tuple[str, ...]
    accuracy: Interval
    per_seed: tuple[float, ...]
    seed_sd: float | None


@dataclass(frozen=True)
class Drop:
    """What a transform costs the models of one arm.

    drop            accuracy on originals minus accuracy on rewritten texts, over the same examples
    p, p_holm       two-sided; Holm over all drops of its table
    broke, fixed    pairs that turned wrong, and right; over all models of the arm
    seed_sd         of the drop from model to model; None with one
    transform_sd    of the accuracy after from draw to draw (and transform, in a mean); None with one
    """

    arm: str
    accuracy_before: float
    accuracy: Interval
    drop: Interval
    p: float
    p_holm: float
    broke: int
    fixed: int
    per_seed: tuple[float, ...]
    """Accuracy after, by model."""
    seed_sd: float | None
    transform_sd: float | None


@dataclass(frozen=True)
class Contrast:
    """Two arms on the same examples.

    saved      drop of the first minus drop of the second: the difference in differences; positive is a gain
    gain       accuracy of the second minus the first on the rewritten texts
    p, p_holm  of `saved`; Holm over all contrasts of its table
    """

    first: str
    second: str
    saved: Interval
    p: float
    p_holm: float
    gain: Interval


@dataclass(frozen=True)
class Row:
    """One transform, or the mean over several.

    seen      "trained", "related" or "held out"
    n, pairs  examples and examples x draws (x transforms, in a mean) for each model, failed ones left out
    """

    transform: str
    name: str
    severity: int | None
    explicit: str
    seen: str
    n: int
    pairs: int
    coverage: float
    failed: int
    flags: tuple[tuple[str, int], ...]
    drops: tuple[Drop, ...]
    contrasts: tuple[Contrast, ...]


@dataclass(frozen=True)
class OnOriginals:
    """What the second arm gains over the first on the original test texts."""

    first: str
    second: str
    gain: Interval
    p: float


@dataclass(frozen=True)
class Data:
    """A split as it was used."""

    name: str
    split: str
    fingerprint: str
    n: int


@dataclass(frozen=True)
class Study:
    """Everything a study found.

    seeds       of the trainings; each is also the seed of its augmentation
    test_seed   of the test texts' rewriting
    recipe      training options as they were asked for
    rows        transforms on all test examples; `curve` those named by severity, on `curve_n` of them
    means       over all trained and all held-out transforms, where there are several
    digest      equal for equal questions, texts and answers; versions and notes take no part
    """

    claim: str
    base: str
    recipe: Mapping[str, Any]
    train: Data
    test: Data
    transforms: tuple[str, ...]
    augment_size: int
    seeds: tuple[int, ...]
    test_seed: int
    draws: int
    checks: tuple[str, ...]
    labels: tuple[str, ...]
    arms: tuple[Arm, ...]
    on_originals: tuple[OnOriginals, ...]
    rows: tuple[Row, ...]
    means: tuple[Row, ...]
    curve: tuple[Row, ...]
    curve_n: int
    problems: tuple[Problem, ...]
    environment: Environment
    signature: str
    digest: str = ""
