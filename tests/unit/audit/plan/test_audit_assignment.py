"""Who gets which text where the data or several draws have a text more than once, and where labels are many."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from robustbench_nlp.audit.assignment import Reader
from robustbench_nlp.audit.compose import Composer, Ids
from robustbench_nlp.audit.flips import find_flips
from robustbench_nlp.audit.frame import Frame
from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.sample import draw_sample
from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.core.report import Report
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.errors import UsageError
from robustbench_nlp.plugin.catalog import load_catalog


def composed(report: Report, pairs: list[Outcome], budget: int, names: str, seed: int = 0) -> list[Item]:
    frame = Frame(report, report.results[0], tuple(pairs), ("negative", "positive"))
    readers = [Reader(name) for name in names]
    sample = draw_sample(frame, [], readers, budget, seed)
    composer = Composer(frame, Ids(rng_for(seed, "ids", "")), rng_for(seed, "items", ""))
    rewritten = composer.rewritten(sample, readers)
    return rewritten + composer.controls(rewritten, sample, readers, [])


def two_draws(pair) -> list[Outcome]:  # type: ignore[no-untyped-def]
    found = []
    for number in range(120):
        one = pair(number, "10" if number % 5 == 0 else "11", number % 2)
        again = replace(one.rewritten, draw=1, text=f"{one.rewritten.text} again")
        found += [one, replace(one, rewritten=again)]
    return found


@pytest.mark.parametrize("seed", range(5))
def test_an_original_is_never_with_one_of_its_rewritings(audited_report: Report, pair, seed: int) -> None:  # type: ignore[no-untyped-def]
    items = composed(audited_report, two_draws(pair), 60, "ab", seed)
    for name in "ab":
        kinds: dict[str, set[Kind]] = {}
        for item in items:
            if name in item.annotators:
                kinds.setdefault(item.original, set()).add(item.kind)
        assert all(len(found) == 1 for found in kinds.values())
        assert Counter(item.kind for item in items if name in item.annotators)[Kind.ORIGINAL] >= 10


def test_two_rewritings_of_a_text_go_to_two_people_where_they_can(audited_report: Report, pair) -> None:  # type: ignore[no-untyped-def]
    items = composed(audited_report, [p for p in two_draws(pair) if p.right_after], 80, "abcd")
    again = Counter(
        (name, item.original) for item in items if item.kind is Kind.TRANSFORMED for name in item.annotators
    )
    assert set(again.values()) == {1}


def test_texts_that_the_data_have_twice_are_one_text(audited_report: Report, pair) -> None:  # type: ignore[no-untyped-def]
    pairs = []
    for number in range(100):
        one = pair(number, "11", number % 2)
        copy = replace(one.rewritten, example_id=f"{one.rewritten.example_id}#1")
        pairs += [one, replace(one, rewritten=copy)]
    items = composed(audited_report, pairs, 40, "a")
    originals = {item.text for item in items if item.kind is Kind.ORIGINAL}
    assert originals
    assert len(originals) == sum(item.kind is Kind.ORIGINAL for item in items)
    rewritten = {item.original for item in items if item.kind is Kind.TRANSFORMED}
    assert not rewritten & {item.original for item in items if item.kind is Kind.ORIGINAL}


def test_half_characters_stay_out_of_sheets(audited_report: Report, pair) -> None:  # type: ignore[no-untyped-def]
    pairs = [pair(number, "11", number % 2) for number in range(40)]
    broken = [replace(pair(100 + i, "11", i % 2, changed=False), before=f"half \ud800 {i}") for i in range(40)]
    items = composed(audited_report, pairs + broken, 20, "a")
    assert all(item.text.encode() for item in items)


def test_a_tiny_frame_gives_what_it_has(audited_report: Report, pair) -> None:  # type: ignore[no-untyped-def]
    items = composed(audited_report, [pair(0, "10"), pair(1, "11", 1), pair(2, "11", 1, changed=False)], 120, "ab")
    assert Counter(item.kind for item in items) == {Kind.TRANSFORMED: 2, Kind.ORIGINAL: 2}


def test_known_flips_of_many_labels_must_be_brought(audited_report: Report, pair) -> None:  # type: ignore[no-untyped-def]
    frame = Frame(audited_report, audited_report.results[0], (pair(0),), ("red", "green", "blue"))
    catalog, rng = load_catalog(), rng_for(0, "flips", "")
    found, note = find_flips("", frame, [], 10, catalog=catalog, rng=rng)
    assert not found
    assert "--flips FILE" in note
    with pytest.raises(UsageError, match="which of 3 labels"):
        find_flips("antonym@5", frame, [], 10, catalog=catalog, rng=rng)
