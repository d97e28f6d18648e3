"""Random streams that depend on nothing but (seed, transform, example, draw).

No generator is shared and none is global, so that one process, eight, or a cluster give byte-identical texts.
Params are not part of the key: a sweep over a rate reuses the same random numbers.
"""

from __future__ import annotations

import hashlib
from _random import Random
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


class Rng:
    """A small generator on top of `random.Random.random()`, whose sequence Python promises to keep.

    Seeding takes as long as rewriting a short sentence, and a text without a place to edit draws nothing: so a stream
    is seeded when `random` is first asked for.
    """

    __slots__ = ("_of", "random")

    random: Callable[[], float]
    """Next float in [0, 1)."""

    def __init__(self, seed: int, transform: str, example_id: str, draw: int) -> None:
        self._of = seed, transform, example_id, draw

    def __getattr__(self, name: str) -> Callable[[], float]:
        # Python comes here only for what is not set: from the second time on, `random` is an attribute like any other.
        if name != "random":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        # What `random.Random` inherits the generator from: the same numbers, without its two layers of Python.
        self.random = Random(stream_key(*self._of)).random
        return self.random

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self.random() < probability

    def below(self, n: int) -> int:
        """An integer in [0, n); n must be positive."""
        return int(self.random() * n)

    def pick(self, items: Sequence[T]) -> T:
        """One item of a non-empty sequence."""
        return items[int(self.random() * len(items))]

    def sample(self, items: Sequence[T], k: int) -> list[T]:
        """`min(k, len(items))` distinct items in random order (partial Fisher-Yates)."""
        pool = list(items)
        n = len(pool)
        k = min(k, n)
        draw = self.random
        for i in range(k):
            j = i + int(draw() * (n - i))
            pool[i], pool[j] = pool[j], pool[i]
        return pool[:k]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """All items in random order; the argument is left alone."""
        return self.sample(items, len(items))


def stream_key(seed: int, transform: str, example_id: str, draw: int) -> int:
    """A 64-bit key; the separator cannot occur in a transform's name, so no two keys collide by concatenation."""
    name = f"{seed}\x1f{draw}\x1f{transform}\x1f{example_id}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(name, digest_size=8, key=b"robustbench-nlp/rng/1").digest(), "big")


def rng_for(seed: int, transform: str, example_id: str, draw: int = 0) -> Rng:
    """The one stream of this seed, transform, example and draw."""
    return Rng(seed, transform, example_id, draw)
