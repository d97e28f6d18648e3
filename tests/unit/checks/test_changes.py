from __future__ import annotations

import random

import pytest

from robustbench_nlp.checks.changes import WORD, Change, changes
from robustbench_nlp.core.edits import Edit, apply_edits, edits_between


def found(before: str, *edits: Edit) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(c.old, c.new) for c in changes(before, apply_edits(before, edits), edits)]


def test_a_word_for_a_word() -> None:
    assert found("A good film.", Edit(2, 6, "good", "bad")) == [(("good",), ("bad",))]
    assert found("A good film.", Edit(2, 6, "good", "GOOD")) == []


def test_an_edit_inside_a_word_changes_the_word() -> None:
    assert found("It isn't good", Edit(5, 8, "n't", "")) == [(("isn't",), ("is",))]
    assert found("It is good", Edit(6, 6, "", "un")) == [(("good",), ("ungood",))]
    assert found("a good one", Edit(3, 4, "o", "0"), Edit(4, 5, "o", "0")) == [(("good",), ("g00d",))]


def test_marks_and_spaces_are_no_change_unless_they_join_or_split_words() -> None:
    assert found("good, bad", Edit(4, 5, ",", "!!")) == []
    assert found("good bad", Edit(4, 5, " ", "\n")) == []
    assert found("good bad", Edit(4, 5, " ", "")) == [(("good", "bad"), ("goodbad",))]
    assert found("good, bad", Edit(4, 5, ",", ""), Edit(5, 6, " ", "")) == [(("good", "bad"), ("goodbad",))]
    assert found("dont", Edit(3, 3, "", "'")) == [(("dont",), ("don't",))]


def test_words_that_only_move_are_neither_gone_nor_new() -> None:
    before = "Because he won, she smiled."
    (edit,) = [Edit(0, len(before), before, "She smiled because he really won.")]
    assert found(before, edit) == [((), ("really",))]


def test_offsets_lead_into_both_texts() -> None:
    before = "one two three four"
    after = "one two and a half 3 four"
    edits = edits_between(before, after)
    for change in changes(before, after, edits):
        assert set(change.old) <= set(WORD.findall(before[change.start : change.end]))
        assert set(change.new) <= set(WORD.findall(after[change.new_start : change.new_end]))


@pytest.mark.parametrize("seed", range(300))
def test_what_no_change_covers_is_equal(seed: int) -> None:
    """The words outside of all stretches are the same words in the same order, whatever was edited."""
    draw = random.Random(seed)
    pool = ["good", "bad", "isn't", " ", ", ", "’s", "don’t", "\n", "7", "x-y", "É", "", "<br />", "not"]
    before = "".join(draw.choice(pool) + draw.choice(["", " "]) for _ in range(30))
    edits, at = [], 0
    while at < len(before):
        at += draw.randrange(4)
        end = min(len(before), at + draw.randrange(4))
        if at >= len(before):
            break
        new = draw.choice(pool)
        if before[at:end] != new:
            edits.append(Edit(at, end, before[at:end], new))
        at = end + draw.randrange(2)
    after = apply_edits(before, edits)
    if before.lower() == after.lower():
        return
    stretches: list[Change] = list(changes(before, after, tuple(edits)))
    for text, spans in (
        (before, [(c.start, c.end) for c in stretches]),
        (after, [(c.new_start, c.new_end) for c in stretches]),
    ):
        assert spans == sorted(spans)
        assert all(0 <= start <= end <= len(text) for start, end in spans)
    kept_before = outside(before, [(c.start, c.end) for c in stretches])
    kept_after = outside(after, [(c.new_start, c.new_end) for c in stretches])
    # Stretches whose words are equal are not reported, but then their words are equal, too.
    assert kept_before == kept_after


def outside(text: str, spans: list[tuple[int, int]]) -> list[list[str]]:
    cuts = [0, *(at for span in spans for at in span), len(text)]
    return [WORD.findall(text[a:b].lower()) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
