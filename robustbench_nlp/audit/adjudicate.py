"""One verdict per text from several annotators' answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from robustbench_nlp.audit.gate import Gate
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.verdict import Verdict


@dataclass(frozen=True)
class Adjudicated:
    """What the answers so far come to.

    verdicts  in the order of the items, controls among them
    gates     of every annotator
    open      ids of rewritten texts that need one more annotator: two disagree, or who had it is left out
    waiting   ids of texts that an annotator whose answers count has yet to label
    """

    verdicts: tuple[Verdict, ...]
    gates: tuple[Gate, ...]
    open: tuple[str, ...]
    waiting: tuple[str, ...] = ()


def adjudicate(manifest: Manifest, items: Sequence[Item], responses: Sequence[Response]) -> Adjudicated:
    """The majority of those who passed the gate; no verdict yet where two disagree; none at all counts as no label."""
    raise NotImplementedError
