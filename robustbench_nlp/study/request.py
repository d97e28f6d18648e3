"""What a user asks of a study, before anything is looked up."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.request import refuse_impossible

TEST_SEED_DISTANCE = 1_000_000
"""Between the seed of the test texts and those of the trainings, so that no number of trainings reaches it."""
SEEDS = 2**32
"""Those that a training may have."""


@dataclass(frozen=True)
class StudyRequest:
    """One study.

    train, test     the splits; a source without splits cannot be studied
    validation      to watch trainings with, and for early stopping; or `validation_share` of the training set
    shares          of the transforms among the rewritten examples; equal ones where none are given
    options         how every model is trained; its `out`, `seed`, `resume` and `progress` are set for each
    transforms      those that training examples are rewritten with, as on the command line; all are evaluated
    augment_size    rewritten examples added to the training set
    held_out        transforms that are evaluated only; None for every other built-in one that keeps the label
    severities      at which the transforms named here are evaluated for a curve, on `severity_limit` examples
    seeds           models per arm; their training and augmentation seeds are `seed`, `seed` + 1 ...
    limit           training examples; `eval_limit` test examples; each stratified, None for all
    """

    train: DatasetRequest
    test: DatasetRequest
    options: TrainOptions
    transforms: str
    augment_size: int
    out: Path
    validation: DatasetRequest | None = None
    validation_share: float | None = None
    shares: tuple[float, ...] = ()
    held_out: str | None = None
    severities: tuple[int, ...] = ()
    seeds: int = 3
    seed: int = 0
    draws: int = 1
    limit: int | None = None
    eval_limit: int | None = None
    severity_limit: int | None = None
    workers: int = 1
    keep_models: bool = False
    load: LoadOptions = field(default_factory=LoadOptions)

    def __post_init__(self) -> None:
        refuse_impossible(limit=self.eval_limit, fewest=2, draws=self.draws, workers=self.workers, seed=self.seed)
        refuse_impossible(limit=self.severity_limit, fewest=2, draws=1, workers=1, seed=0)
        if self.validation is not None and self.validation_share is not None:
            raise UsageError("--validation-split and --validation-share both name a validation part", "use one of them")
        if not 1 <= self.seeds < TEST_SEED_DISTANCE:
            raise UsageError(f"--seeds must be at least 1, not {self.seeds}", "3 or more speak for the recipe")
        if self.severity_limit is not None and not self.severities:
            raise UsageError("--severity-limit without --severities", "name them, such as --severities 1,2,3,4,5")
        if self.seed + self.seeds > SEEDS:
            raise UsageError(f"--seed {self.seed} and the {self.seeds - 1} after it must be below 2**32")
        if any(severity not in range(1, 6) for severity in self.severities):
            raise UsageError(f"--severities are 1 to 5, not {','.join(map(str, self.severities))}")

    @property
    def training_seeds(self) -> range:
        """One per model of an arm; also the seed of the augmentation that this model sees."""
        return range(self.seed, self.seed + self.seeds)

    @property
    def test_seed(self) -> int:
        """Of the test texts: never one that training examples were rewritten with."""
        return self.seed + TEST_SEED_DISTANCE

    def recipe(self) -> dict[str, Any]:
        """Every training option that shapes a model, as plain data."""
        own = {"out", "seed", "resume", "overwrite", "progress"}
        return {key: value for key, value in asdict(self.options).items() if key not in own}
