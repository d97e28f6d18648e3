"""Whose answers count: only of those who read, as the control texts show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.manifest import Annotator, Manifest
from robustbench_nlp.audit.response import Response

LEAST = 0.9
"""Of the known flips that must be seen, and of the untouched originals that must get their label."""


@dataclass(frozen=True)
class Gate:
    """How one annotator did on the control texts.

    kind  as in the manifest
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

    @property
    def tested(self) -> bool:
        """Has any control been answered? Else `passed` only means that nothing speaks against the answers."""
        return self.flips + self.originals > 0


def gate(manifest: Manifest, items: Iterable[Item], responses: Iterable[Response]) -> tuple[Gate, ...]:
    """One for each annotator of the manifest, in its order.

    Whoever has answered no control yet passes, and is not `tested`.
    """
    controls = {item.audit_id: item for item in items if testable(item)}
    found: dict[tuple[str, Kind], list[bool]] = {}
    for (annotator, audit_id), response in latest(responses).items():
        if item := controls.get(audit_id):
            found.setdefault((annotator, item.kind), []).append(right(item, response.label, manifest.labels))
    return tuple(
        _gate(someone, found.get((someone.name, Kind.FLIP), []), found.get((someone.name, Kind.ORIGINAL), []))
        for someone in manifest.annotators
    )


def testable(item: Item) -> bool:
    """Whether it is a control of which it is known what to answer."""
    return item.kind is not Kind.TRANSFORMED and bool(item.gold)


def right(item: Item, label: str, labels: Iterable[str]) -> bool:
    """Whether an answer about a testable control is what a reader would say.

    An untouched original must get its label. Of a known flip it is enough to see that the old label is no longer
    true: "mixed" and "cannot tell" count as much as the new label, for so they do when a rewritten text is judged.
    """
    return label == item.gold or (item.kind is Kind.FLIP and label not in labels)


def _gate(someone: Annotator, flips: list[bool], originals: list[bool]) -> Gate:
    passed = all(sum(part) >= LEAST * len(part) for part in (flips, originals))
    said = [
        f"{sum(part)} of {len(part)} {what}"
        for part, what in ((flips, "known flips seen"), (originals, "untouched texts given their label"))
        if part
    ]
    why = ", ".join(said) or "no control answered"
    return Gate(
        someone.name, someone.kind, sum(flips), len(flips), sum(originals), len(originals), passed,
        why if passed else f"{why}; {LEAST:.0%} of each are asked for",
    )  # fmt: skip
