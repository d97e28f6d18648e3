"""In which order a training sees its texts: shuffled, with texts of like length in one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from torch.utils.data import Sampler

from robustbench_nlp.core.rng import rng_for

BATCHES_SORTED = 50
"""Texts are sorted by length within so many batches' worth: enough to save padding, few enough to stay random."""


class GroupedByLength(Sampler[int]):
    """An order for each epoch that depends on seed and epoch alone, so that a resumed training sees what it would have.

    The transformers sampler of that name draws from the process's generator, whose state at the start of an epoch a
    checkpoint in its middle does not hold.
    """

    def __init__(self, lengths: Sequence[int], batch: int, seed: int) -> None:
        self._lengths = lengths
        self._batch = batch
        self._seed = seed
        self._epoch = 0

    def set_epoch(self, epoch: int) -> None:
        """Called by the Trainer before each epoch."""
        self._epoch = epoch

    def __len__(self) -> int:
        return len(self._lengths)

    def __iter__(self) -> Iterator[int]:
        rng = rng_for(self._seed, "training-order", str(self._epoch))
        order = rng.shuffled(range(len(self._lengths)))
        size = BATCHES_SORTED * self._batch
        batches: list[list[int]] = []
        for at in range(0, len(order), size):
            ordered = sorted(order[at : at + size], key=self._lengths.__getitem__, reverse=True)
            batches += [ordered[i : i + self._batch] for i in range(0, len(ordered), self._batch)]
        # A batch that is not full must stay the last one, or it would take texts from its neighbour.
        rest = [batch for batch in batches if len(batch) < self._batch]
        for batch in rng.shuffled([batch for batch in batches if len(batch) == self._batch]) + rest:
            yield from batch
