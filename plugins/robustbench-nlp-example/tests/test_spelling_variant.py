from __future__ import annotations

import pytest
import robustbench_nlp_example as plugin
from robustbench_nlp_example.pairs import TABLE, to_uk, to_us

from robustbench_nlp.testing import apply, check_transform, rewrite_one, transform_specs

(SPEC,) = transform_specs(plugin)


def test_keeps_the_contract():
    check_transform(SPEC)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("My favorite color.", "My favourite colour."),
        ("Color me surprised. Honor matters!", "Colour me surprised. Honour matters!"),
        ("It ended.<br /><br />Theater people liked it.", "It ended.<br /><br />Theatre people liked it."),
        ("the theater's gray walls", "the theatre's grey walls"),
        ("a color-coded, gray-haired neighbor", "a colour-coded, grey-haired neighbour"),
        ("an 'honorable' man", "an 'honourable' man"),
        ("“Marvelous!” she said.", "“Marvellous!” she said."),
    ],
)
def test_american_becomes_british(before, after):
    assert apply(SPEC, before) == after


@pytest.mark.parametrize(
    "text",
    [
        "Pearl Harbor and the Lincoln Center",
        "the Lincoln              Center",
        "cafe\u0301 color\u0301",
        "MY FAVORITE COLOR",
        "see https://example.com/color?gray=1 or www.theater.com, `color` and <b color=gray>",
        "#color @gray color@gray.com",
        "humorous, colorize, discolor, centerfold, favoritism",
        "The favourite colour of my neighbour.",
        "the parking meter, a license to practice, a check, a program",
    ],
)
def test_leaves_alone(text):
    assert rewrite_one(SPEC, text) is None


def test_there_and_back_again():
    text = "The colors of the theater were gray, and I realized that my neighbor had labeled the jewelry."
    british = apply(SPEC, text)
    assert british != text
    assert apply(SPEC, british, "direction=to_us") == text


def test_rate_decides_the_share():
    text = "color " * 2000
    edited = rewrite_one(SPEC, text, "rate=0.3")
    assert 0.25 < len(edited.edits) / 2000 < 0.35
    assert rewrite_one(SPEC, text, "rate=0") is None


def test_table_is_one_to_one():
    entries = [entry.split() for line in TABLE.splitlines() for entry in line.split(";") if entry.strip()]
    assert all(len(entry) == 2 and entry[0] != entry[1] for entry in entries)
    american, british = zip(*entries, strict=True)
    assert len(set(american)) == len(american) == len(to_uk())
    assert len(set(british)) == len(british) == len(to_us())
    assert not set(american) & set(british)
    assert all(word.isascii() and word.islower() for pair in entries for word in pair)
