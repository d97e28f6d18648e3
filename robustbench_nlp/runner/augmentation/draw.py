"""The draw itself: sources are dealt to transforms, rewritten, and sorted out until nothing is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.core.report import Problem
from robustbench_nlp.core.rng import stream_key
from robustbench_nlp.core.text import Example
from robustbench_nlp.runner.augmentation.deal import Cell, deal
from robustbench_nlp.runner.augmentation.rows import AugmentedRow
from robustbench_nlp.runner.plan import cut
from robustbench_nlp.runner.work import Engine, Job, Shard

Progress = Callable[[int, int], None]
"""Hears how many texts are rewritten, of how many."""


class Draw:
    """The state of a draw: what each class and transform still wants, and what became of every source tried."""

    def __init__(self, dataset: Dataset, job: Job, wanted: Sequence[Sequence[int]]) -> None:
        self.rows: dict[str, AugmentedRow] = {}
        self._labels = dataset.labels
        self._chains = job.chains
        self._job = job
        # By a hash of the id: the order in which the data set lists its examples decides nothing.
        order = sorted(dataset.examples, key=lambda e: (stream_key(job.seed, "augmentation", e.id, 0), e.id))
        self._order = {example.id: i for i, example in enumerate(order)}
        present = sorted({example.label for example in order})
        self._sources = {label: [e for e in order if e.label == label] for label in present}
        self._cells = {label: [Cell(n) for n in row] for label, row in zip(present, wanted, strict=True)}
        self._refused: Counter[tuple[int, str]] = Counter()

    def fill(self, engine: Engine, progress: Progress) -> None:
        """Deal, rewrite and sort out, until nothing is missing or nothing is left to try."""
        done = total = 0
        while True:
            hands = {label: deal(self._sources[label], set(self.rows), cells) for label, cells in self._cells.items()}
            shards = self._shards(hands)
            total += sum(len(shard.texts) for shard in shards)
            if not shards:
                return
            found: dict[tuple[str, str], Rewritten] = {}
            for result in engine.run(self._job, shards):
                found.update({(row.transform, row.example_id): row for row in result.rewritten})
                done += len(result.rewritten)
                progress(done, total)
            for label, dealt in hands.items():
                for i, hand in enumerate(dealt):
                    self._take(self._cells[label][i], i, hand, found)

    def _shards(self, hands: Mapping[int, Sequence[Sequence[Example]]]) -> list[Shard]:
        shards: list[Shard] = []
        for i in range(len(self._chains)):
            for shard in cut([source for dealt in hands.values() for source in dealt[i]]):
                shards.append(replace(shard, index=len(shards), chains=(i,)))
        return shards

    def _take(
        self, cell: Cell, chain: int, hand: Iterable[Example], found: Mapping[tuple[str, str], Rewritten]
    ) -> None:
        for source in hand:
            # What was rewritten beyond the need stays free for other transforms, and counts nowhere.
            if not cell.missing:
                return
            row = found[self._chains[chain], source.id]
            cell.tried.add(source.id)
            reason = _why_not(row)
            if reason:
                self._refused[chain, reason] += 1
            else:
                cell.used += 1
                self.rows[source.id] = AugmentedRow(
                    source.id, row.transform, self._job.seed, row.draw, source.label, row.text, row.edits
                )

    def in_order(self) -> tuple[AugmentedRow, ...]:
        """The rows, in the random order of their sources."""
        return tuple(self.rows[source] for source in sorted(self.rows, key=self._order.__getitem__))

    def left_out(self) -> tuple[Problem, ...]:
        """What was rewritten and not used, by transform and reason."""
        return tuple(Problem(self._chains[i], reason, n) for (i, reason), n in sorted(self._refused.items()))

    def short(self) -> tuple[Problem, ...]:
        """Classes and transforms that gave fewer rows than wanted."""
        return tuple(
            Problem(name, f"class {self._labels[label]!r}: {cell.used} of {cell.wanted} rows", cell.missing)
            for label, cells in self._cells.items()
            for name, cell in zip(self._chains, cells, strict=True)
            if cell.missing
        )


def _why_not(row: Rewritten) -> str:
    """Why a row cannot be used; "" where it can."""
    if row.status is Status.FAILED:
        return "failed"
    if row.status is Status.UNCHANGED:
        return "discarded by a required label check" if row.discarded else "unchanged"
    if row.flags:
        return "flagged by " + ", ".join(sorted({flag.partition(":")[0] for flag in row.flags}))
    return ""
