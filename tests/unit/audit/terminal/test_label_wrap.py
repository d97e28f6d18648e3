from __future__ import annotations

import time

import pytest
from rich.cells import cell_len

from robustbench_nlp.audit.terminal.wrap import flowed, wrapped

TEXTS = (
    "The story isn't new,  though it is    moving.",
    "   indented\n\nand\n  more",
    "supercalifragilisticexpialidocious " * 3,
    "映画はとても面白かったです。" * 4,
    "cafe\u0301 nai\u0308ve " * 10,
    "👩‍👩‍👧‍👦 family 🇬🇧 flags " * 5,
    "",
    "   ",
)


@pytest.mark.parametrize("width", [1, 2, 7, 20, 40, 79])
@pytest.mark.parametrize("text", TEXTS)
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    # A character of two cells has no place in one.
    assert all(cell_len(line) <= max(width, 2) for line in lines)


def test_breaks_are_between_words_and_spaces_inside_stay() -> None:
    assert wrapped("one two  three four", 10) == ["one two", "three four"]
    assert wrapped("a  b\n  c", 10) == ["a  b", "  c"]
    assert wrapped("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]


def test_a_huge_text_is_wrapped_at_once() -> None:
    began = time.perf_counter()
    wrapped("word " * 40_000 + "x" * 200_000 + "a\u0301\u0301" * 20_000, 60)
    assert time.perf_counter() - began < 5


def test_items_side_by_side_are_not_broken() -> None:
    assert flowed(["[1] very bad", "[2] good", "[c] cannot tell"], 24) == ["[1] very bad  [2] good", "[c] cannot tell"]
    assert flowed(["[1] a label that is too wide", "[2] b"], 12) == ["[1] a label", "that is too", "wide  [2] b"]
