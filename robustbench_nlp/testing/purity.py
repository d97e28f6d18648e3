"""Is a transform a function of text, params and its own stream, and of nothing else?"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from typing import Any

from robustbench_nlp.core.text import Text
from robustbench_nlp.testing.outputs import run, shortened

Make = Callable[[], Any]
"""Makes a fresh transform object."""


def check_purity(name: str, make: Make, texts: Sequence[Text]) -> None:
    """Same results again, backwards, one text at a time, from a second object; global generators stay as they are."""
    transform = make()
    before = global_generators()
    first = run(transform, name, texts)
    assert global_generators() == before, f"{name} draws from a global generator; use the rng it is handed"
    _assert_same(name, texts, first, run(transform, name, texts), "when the same object is asked again")
    backwards = run(transform, name, texts[::-1])[::-1]
    _assert_same(name, texts, first, backwards, "in another order: it keeps state between texts")
    alone = [result for text in texts for result in run(make(), name, [text])]
    _assert_same(name, texts, first, alone, "when each text comes alone: it keeps state between texts")
    assert run(make(), name, []) == [], f"{name} yields something for no text at all"


def _assert_same(name: str, texts: Sequence[Text], a: Sequence[Any], b: Sequence[Any], when: str) -> None:
    for text, x, y in zip(texts, a, b, strict=True):
        assert x == y, f"{name} rewrites {shortened(text.text)} differently {when}"


def global_generators() -> tuple[object, object]:
    """Comparable states of Python's generator, and of numpy's where it is loaded. They are read, never set."""
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is None:
        return random.getstate(), None
    kind, keys, *rest = numpy_random.get_state()
    return random.getstate(), (kind, keys.tobytes(), *rest)
