"""What an augmentation is: rewritten training examples, each with the way back to its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.report import Problem


@dataclass(frozen=True)
class AugmentedRow:
    """A rewritten training example. `transform`, `seed`, `draw` and the source make the same text again."""

    source_id: str
    transform: str
    """The chain's canonical form."""
    seed: int
    draw: int
    label: int
    """The source's: an index into the data set's label names."""
    text: str
    edits: tuple[Edit, ...]

    @property
    def id(self) -> str:
        """Of the row as an example; no other row of the augmentation has it."""
        return f"{self.source_id}#{self.transform}#{self.seed}"


@dataclass(frozen=True)
class Augmentation:
    """Rows in random order, so that any prefix is a fair sample of them.

    left_out  rewritten but not used, by transform and reason, with their number: unchanged, flagged, failed
    asked     how many rows were wanted
    short     where the training data could not give as many, and how many are missing
    recipe    everything that determines the rows, beside the data: for a model's card
    """

    rows: tuple[AugmentedRow, ...]
    left_out: tuple[Problem, ...]
    asked: int
    short: tuple[Problem, ...] = ()
    recipe: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        counts = Counter(row.transform for row in self.rows)
        told = "".join(f"; {name} {count}" for name, count in sorted(counts.items()))
        return f"<Augmentation: {len(self.rows)} of {self.asked} rows{told}>"
