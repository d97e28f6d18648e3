"""Whose answers count: only of those who read, as the control texts show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.audit.response import Response

LEAST = 0.9
"""Of the known flips that must be seen, and of the untouched originals that must get their label."""


@dataclass(frozen=True)
class Gate:
    """How one annotator did on the control texts.

    kind  as in the manifest: "person", "model" or "llm"
    why   in words, whether passed or not
    """

    annotator: str
    kind: str
    flips_right: int
    flips: int
    originals_right: int
    originals: int
    passed: bool
    why: str


def right(item: Item, label: str) -> bool:
    """Whether an answer about a control is what a reader would say.

    An untouched original must get its label. In a known flip it is enough to see that the old label no longer holds.
    """
    raise NotImplementedError


def gate(manifest: Manifest, items: Iterable[Item], responses: Iterable[Response]) -> tuple[Gate, ...]:
    """One for each annotator of the manifest, in its order."""
    raise NotImplementedError
