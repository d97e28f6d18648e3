"""One example x one transform x one draw: the row every number can be recomputed from."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from robustbench_nlp.core.edits import Edit


class Status(str, enum.Enum):
    """What became of the text."""

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a transform made of one text, after the guard and the label checks; the label is not here."""

    example_id: str
    transform: str
    """The chain's canonical form."""
    draw: int
    status: Status
    text: str
    edits: tuple[Edit, ...] = ()
    flags: tuple[str, ...] = ()
    """`check: finding`, one per check that objected."""
    discarded: tuple[str, ...] = ()
    """`check: finding`, one per step whose rewrite was thrown away because it failed a check the step requires."""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rewritten text with the gold label and the model's answers before and after (label indices)."""

    rewritten: Rewritten
    before: str
    label: int
    predicted_before: int
    predicted_after: int
    confidence_before: float
    """Probability of the predicted label on the original, to six digits."""
    confidence_after: float

    @property
    def right_before(self) -> bool:
        """Was the original classified correctly?"""
        return self.predicted_before == self.label

    @property
    def right_after(self) -> bool:
        """Is the rewritten text classified as the original's label?"""
        return self.predicted_after == self.label
