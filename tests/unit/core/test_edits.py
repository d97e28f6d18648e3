from __future__ import annotations

import random

import pytest

from robustbench_nlp.core.edits import Edit, apply_edits, compose, edits_between


def random_edits(text: str, rng: random.Random) -> list[Edit]:
    edits: list[Edit] = []
    at = 0
    while rng.random() < 0.8:
        start = at + rng.randrange(4)
        end = start + rng.randrange(4)
        if end > len(text) or (start == end and edits and edits[-1].end == start):
            break
        edits.append(Edit(start, end, text[start:end], "".join(rng.choices("xyz", k=rng.randrange(4))), "r"))
        at = end
    return edits


@pytest.mark.parametrize("seed", range(5))
def test_composed_edits_do_what_both_do(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(4000):
        text = "".join(rng.choices("abc ", k=rng.randrange(14)))
        first = random_edits(text, rng)
        middle = apply_edits(text, first)
        second = random_edits(middle, rng)
        both = compose(text, first, second)
        assert apply_edits(text, both) == apply_edits(middle, second)
        assert all(edit.old != edit.new for edit in both)


def test_composed_edits_name_both_rules_where_they_meet() -> None:
    text = "the movie was good"
    first = [Edit(4, 9, "movie", "film", "synonym")]
    second = [Edit(4, 8, "film", "fiml", "transpose"), Edit(13, 17, "good", "goood", "double")]
    assert compose(text, first, second) == (
        Edit(4, 9, "movie", "fiml", "synonym+transpose"),
        Edit(14, 18, "good", "goood", "double"),
    )


def test_an_edit_undone_by_the_next_step_is_none() -> None:
    assert compose("ab", [Edit(0, 1, "a", "x")], [Edit(0, 1, "x", "a")]) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [("", "a"), ("a", ""), ("a b c", "a x c"), ("one two", "two one"), ("a" * 10, "b"), ("x <br />y", "x <br /> z")],
)
def test_edits_found_by_comparison_replay(before: str, after: str) -> None:
    assert apply_edits(before, edits_between(before, after)) == after


def test_equal_texts_have_no_edits() -> None:
    assert edits_between("same", "same") == ()


def test_a_very_long_difference_is_one_edit() -> None:
    before, after = "a b " * 5000, "c d " * 5000
    assert len(edits_between(before, after)) == 1
    assert apply_edits(before, edits_between(before, after)) == after


@pytest.mark.parametrize(
    "edits",
    [[Edit(0, 1, "b", "x")], [Edit(1, 2, "b", ""), Edit(0, 1, "a", "")], [Edit(0, 9, "abc", "")]],
)
def test_edits_that_do_not_fit_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        apply_edits("abc", edits)
