from __future__ import annotations

import random
from collections import Counter

import pytest

from robustbench_nlp.core import rng as rng_module
from robustbench_nlp.core.rng import rng_for, stream_key
from robustbench_nlp.testing import rewrite_one
from robustbench_nlp.transforms import robust_transforms


def test_streams_are_pinned() -> None:
    # A change here changes every text ever published with a signature: raise the key's version instead.
    assert stream_key(0, "typo", "imdb/1", 0) == 9787168074675577752
    assert rng_for(0, "typo", "imdb/1").random() == 0.9903410400105528


@pytest.mark.parametrize("seed", range(50))
def test_a_stream_is_the_one_that_the_public_generator_gives_for_its_key(seed: int) -> None:
    ours, public = rng_for(seed, "typo", "imdb/1", 2), random.Random(stream_key(seed, "typo", "imdb/1", 2))
    assert [ours.random() for _ in range(700)] == [public.random() for _ in range(700)]


def test_a_text_without_a_place_to_edit_costs_no_seeding(monkeypatch: pytest.MonkeyPatch) -> None:
    def seeded(_key: int) -> None:
        raise AssertionError("a stream was seeded")

    monkeypatch.setattr(rng_module, "Random", seeded)
    for spec in robust_transforms():
        if spec.name in {"identity", "typo", "contraction", "casing", "punctuation", "whitespace"}:
            assert rewrite_one(spec, "<br />") is None


def test_what_a_stream_cannot_do_is_said_as_of_any_object() -> None:
    with pytest.raises(AttributeError, match="'Rng' object has no attribute 'choice'"):
        _ = rng_for(0, "t", "x").choice


def test_every_part_of_the_key_matters() -> None:
    keys = {
        stream_key(0, "typo", "a", 0),
        stream_key(1, "typo", "a", 0),
        stream_key(0, "typos", "a", 0),
        stream_key(0, "typo", "b", 0),
        stream_key(0, "typo", "a", 1),
        stream_key(0, "typo", "\ud800", 0),
    }
    assert len(keys) == 6


def test_draws_are_uniform() -> None:
    rng = rng_for(0, "t", "x")
    assert max(abs(n / 20_000 - 0.1) for n in Counter(rng.below(10) for _ in range(20_000)).values()) < 0.01
    firsts = Counter(rng_for(s, "t", "x").pick("abcd") for s in range(4000))
    assert max(abs(n / 4000 - 0.25) for n in firsts.values()) < 0.03


@pytest.mark.parametrize("k", [0, 1, 5, 9])
def test_sample_takes_distinct_items_and_leaves_the_argument_alone(k: int) -> None:
    items = ["a", "b", "c", "d", "e"]
    taken = rng_for(0, "t", "x").sample(items, k)
    assert len(taken) == len(set(taken)) == min(k, 5)
    assert set(taken) <= set(items)
    assert items == ["a", "b", "c", "d", "e"]


def test_shuffled_reaches_every_order() -> None:
    orders = Counter("".join(rng_for(s, "t", "x").shuffled("abc")) for s in range(1200))
    assert len(orders) == 6
    assert min(orders.values()) > 150
