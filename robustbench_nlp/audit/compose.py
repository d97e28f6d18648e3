"""From a sample to the items of an audit: who reads which rewritten text, and the controls beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from robustbench_nlp.audit.assignment import Reader, assign
from robustbench_nlp.audit.controls import Placed, counts, draw_originals
from robustbench_nlp.audit.flips import Flip, draw_flips
from robustbench_nlp.audit.frame import Frame
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.known import Known, Read
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.sample import Sample
from robustbench_nlp.audit.strata import UNCHANGED
from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.core.rng import Rng


class Ids:
    """Random ids, each once: they say nothing, not even which text came first."""

    def __init__(self, rng: Rng) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def new(self) -> str:
        """Another one; all are equally long."""
        while (made := f"a-{self._rng.below(16**8):08x}") in self._given:
            pass
        self._given.add(made)
        return made


@dataclass(frozen=True)
class Composer:
    """What all items of an audit have in common."""

    frame: Frame
    ids: Ids
    rng: Rng

    def rewritten(self, sample: Sample, readers: Sequence[Reader]) -> list[Item]:
        """The sample, given out to the annotators."""
        given = assign(sample.drawn, readers, self.rng)
        return [
            self._rewritten(one.pair, one.stratum, annotators)
            for one, annotators in zip(sample.drawn, given, strict=True)
        ]

    def controls(
        self, items: Sequence[Item], sample: Sample, readers: Sequence[Reader], flips: Sequence[Flip]
    ) -> list[Item]:
        """Known flips and untouched texts for every annotator, in proportion to the rewritten `items`."""
        found: list[Item] = []
        used: set[str] = set()
        shared: dict[Flip, list[str]] = defaultdict(list)
        placed = sample.placed(self.frame.pairs)
        for reader in readers:
            mine = [d for d, item in zip(sample.drawn, items, strict=True) if reader.name in item.annotators]
            if mine:
                for flip in draw_flips(reader, flips, counts(len(mine))[1]):
                    shared[flip].append(reader.name)
                originals = draw_originals(reader, mine, placed, used, self.rng)
                found += (self._original(original, reader) for original in originals)
        return found + [self._flip(flip, tuple(sorted(names))) for flip, names in shared.items()]

    def _rewritten(self, pair: Outcome, stratum: str, annotators: tuple[str, ...]) -> Item:
        return Item(
            self.ids.new(),
            pair.rewritten.example_id,
            Kind.TRANSFORMED,
            stratum,
            self.frame.labels[pair.label],
            annotators,
            pair.rewritten.text,
            sha256(pair.before),
            self.frame.result.transform,
            pair.rewritten.draw,
            pair.rewritten.flags,
        )

    def _original(self, control: Placed, reader: Reader) -> Item:
        pair = control.pair
        return Item(
            self.ids.new(),
            pair.rewritten.example_id,
            Kind.ORIGINAL,
            control.stratum,
            self.frame.labels[pair.label],
            (reader.name,),
            pair.before,
            sha256(pair.before),
            "",
        )

    def _flip(self, flip: Flip, annotators: tuple[str, ...]) -> Item:
        return Item(
            self.ids.new(),
            flip.id,
            Kind.FLIP,
            flip.stratum,
            flip.gold,
            annotators,
            flip.text,
            sha256(flip.original),
            flip.transform,
        )

    def carried(self, sample: Sample, known: Iterable[Known]) -> Iterator[tuple[Item, list[Response]]]:
        """What was read before, with the answers: rewritten texts, and the controls of those who read them."""
        names = sample.stratum_of()
        for read in sample.read:
            yield self._again(read, names[id(read.pair)])
        home = {sha256(pair.before): stratum for stratum, pair in sample.placed(self.frame.pairs)}
        for audit in known:
            for item in (item for item in audit.items if item.kind is not Kind.TRANSFORMED):
                new = replace(item, audit_id=self.ids.new(), stratum=home.get(item.original, UNCHANGED))
                yield new, [replace(audit.answers[a, item.audit_id], audit_id=new.audit_id) for a in new.annotators]

    def _again(self, read: Read, stratum: str) -> tuple[Item, list[Response]]:
        annotators = tuple(sorted({a for _, item in read.by for a in item.annotators}))
        new = self._rewritten(read.pair, stratum, annotators)
        answers = [
            replace(audit.answers[annotator, item.audit_id], audit_id=new.audit_id)
            for audit, item in read.by
            for annotator in item.annotators
        ]
        return new, answers
