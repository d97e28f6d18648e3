"""One verdict per text from several annotators' answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from robustbench_nlp.audit.gate import Gate, gate
from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.verdict import Verdict


@dataclass(frozen=True)
class Adjudicated:
    """What the answers so far come to.

    verdicts  in the order of the items, controls among them
    gates     of every annotator
    open      ids of rewritten texts that need one more annotator: two disagree, or who had it is left out. They are
              no random part of the texts: where people disagree, labels are changed more often than elsewhere
    waiting   ids of texts that an annotator whose answers count has yet to label
    """

    verdicts: tuple[Verdict, ...]
    gates: tuple[Gate, ...]
    open: tuple[str, ...]
    waiting: tuple[str, ...] = ()


def adjudicate(manifest: Manifest, items: Sequence[Item], responses: Sequence[Response]) -> Adjudicated:
    """The majority of those who passed the gate.

    Two who disagree give no verdict yet; three or more without a majority say that no label can be given.
    """
    gates = gate(manifest, items, responses)
    counted = {each.annotator for each in gates if each.passed}
    votes: dict[str, list[tuple[str, str]]] = {item.audit_id: [] for item in items}
    for (annotator, audit_id), response in latest(responses).items():
        if annotator in counted and audit_id in votes:
            votes[audit_id].append((annotator, response.label))
    verdicts, open_, waiting = [], [], []
    for item in items:
        given = tuple(sorted(votes[item.audit_id]))
        # A task may have a label of its own that is called "mixed".
        said = [label if label in manifest.labels else None for _, label in given]
        pending = counted.intersection(item.annotators) - {annotator for annotator, _ in given}
        if pending:
            waiting.append(item.audit_id)
        if len(set(said)) == 1 or len(said) > 2:
            verdicts.append(Verdict(item.audit_id, _majority(said), given))
        elif item.kind is Kind.TRANSFORMED and (said or not pending):
            open_.append(item.audit_id)
    return Adjudicated(tuple(verdicts), gates, tuple(open_), tuple(waiting))


def _majority(said: Sequence[str | None]) -> str | None:
    label, count = Counter(said).most_common(1)[0]
    return label if count > len(said) / 2 else None
