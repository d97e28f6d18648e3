"""What a user asks of an evaluation, before anything is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from robustbench_nlp.core.checked import check_fields
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import UsageError


@dataclass(frozen=True)
class EvalRequest:
    """One evaluation.

    limit   examples, stratified by label; None for all
    engine  name of an engine; "" picks `serial` for one worker and `processes` for more
    output  run folder; None makes one under `robust-runs/` whose name is a digest of what was asked
    resume  go on with an interrupted run in that folder
    """

    dataset: DatasetRequest
    model: str
    transforms: str
    limit: int | None = None
    seed: int = 0
    draws: int = 1
    engine: str = ""
    workers: int = 1
    output: Path | None = None
    resume: bool = False
    overwrite: bool = False
    load: LoadOptions = field(default_factory=LoadOptions)

    def __post_init__(self) -> None:
        check_fields(self)
        refuse_impossible(limit=self.limit, fewest=2, draws=self.draws, workers=self.workers, seed=self.seed)


def refuse_impossible(
    *, limit: int | None = None, fewest: int = 1, draws: int = 1, workers: int = 1, seed: int = 0
) -> None:
    """`UsageError` where a number is out of range; at least `fewest` examples make sense."""
    if limit is not None and limit < fewest:
        raise UsageError(f"--limit must be at least {fewest}, not {limit}", "leave it out for all examples")
    if draws < 1:
        raise UsageError(f"--draws must be at least 1, not {draws}")
    if workers < 1:
        raise UsageError(f"--workers must be at least 1, not {workers}")
    if seed < 0:
        raise UsageError(f"--seed must not be negative, got {seed}")
