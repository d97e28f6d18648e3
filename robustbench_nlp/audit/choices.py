"""What an annotator can answer, and the key for each answer; the same in the terminal and in the browser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from robustbench_nlp.audit.response import CANNOT_TELL, MIXED

KEYS = "123456789abdefgijklopstvwxyz"
"""For the task's labels; the letters left out mean something else: c, h, m, n, q, r and u."""
NATURALNESS = {
    1: "nobody would write this",
    2: "odd",
    3: "passable",
    4: "almost natural",
    5: "natural",
}


class Choice(NamedTuple):
    """An answer; `key` is empty where a task has more labels than there are keys, `meaning` where it is plain."""

    key: str
    label: str
    meaning: str = ""

    @property
    def shown(self) -> str:
        """The label, and what it means."""
        return f"{self.label} ({self.meaning})" if self.meaning else self.label


UNDECIDED = (Choice("m", MIXED, "says both or neither"), Choice("c", CANNOT_TELL, "cannot be understood"))


def choices(labels: Iterable[str]) -> tuple[Choice, ...]:
    """The labels in the task's order, then mixed and cannot tell (each once: a task may have such a label itself)."""
    labels = tuple(labels)
    own = tuple(Choice(KEYS[i : i + 1], label) for i, label in enumerate(labels))
    return own + tuple(choice for choice in UNDECIDED if choice.label not in labels)
