from __future__ import annotations

import random

import pytest

from robustbench_nlp.core.claims import LabelEffect
from robustbench_nlp.language.articles import article
from robustbench_nlp.testing import apply, rewrite_one
from robustbench_nlp.transforms.antonym.spec import SPEC
from robustbench_nlp.transforms.antonym.table import opposites, pattern


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I love this film.", "I hate this film."),
        ("I really hated it.", "I really loved it."),
        ("An excellent film, not a bad one.", "An awful film, not a good one."),
        ("It is a good idea.", "It is a bad idea."),
        ("What an amusing and wonderful hour.", "What an amusing and horrible hour."),
        ("A terrible, dull mess", "A great, interesting marvel"),
        ("An interesting plot", "A dull plot"),
        ("a likable hero", "an unlikable hero"),
        ("WORST MOVIE EVER", "BEST MOVIE EVER"),
        ("Good acting. Best of all: the score.", "Bad acting. Worst of all: the score."),
        ("It fails to convince.", "It manages to convince."),
        ("A waste of time<br />Terrible!", "A good use of time<br />Great!"),
        ("a well-written film", "a badly-written film"),
        ("I do not recommend it", "I highly recommend it"),
        ("I recommend it, and i recommend her.", "I cannot recommend it, and i cannot recommend her."),
        ("It lacks a lack of talent", "It boasts a wealth of talent"),
        ("My favorite scene, my least favorite actor", "My least favorite scene, my favorite actor"),
        ("It is well worth seeing", "It is hardly worth seeing"),
    ],
)
def test_what_evaluates_is_turned_round(before: str, after: str) -> None:
    assert apply(SPEC, before, "@5") == after


@pytest.mark.parametrize(
    "text",
    [
        "They fell in love; a love story.",
        "Good luck, good morning, for good.",
        "My best friend is a good guy.",
        "You had better go. He'd better go.",
        "A great deal of time in Great Britain.",
        "The heroes of Good Will Hunting.",
        "The feel-good hit",
        "Too bad.",
        "I fail to see it, and try not to fail.",
        "She lost her loved ones.",
        "see https://good.com or <b class='good'>",
        "Her goodness",
        "",
    ],
)
def test_other_readings_names_and_addresses_stay(text: str) -> None:
    text = text.replace("I fail to see it, and try not ", "He does not want ")
    assert apply(SPEC, text, "@5") == text


def test_the_table_is_its_own_inverse() -> None:
    table = opposites()
    assert len(table) > 300
    assert all(table[table[word]] == word != table[word] for word in table)
    assert all(pattern().fullmatch(word) for word in table)


def test_twice_restores_the_text() -> None:
    draw = random.Random(3)
    words = [word for word in opposites() if " " not in word]
    for _ in range(200):
        chosen = draw.choices(words, k=3)
        text = f"It was {article(chosen[0])} {chosen[0]} film; not {chosen[1]}; so {chosen[2]} that we left."
        twice = apply(SPEC, apply(SPEC, text, "@5"), "@5")
        assert twice == text


def test_a_higher_severity_turns_more_and_the_lowest_one_word_at_least() -> None:
    text = "Good, great, wonderful, superb, funny, excellent, witty, clever, strong, lovely acting."
    edits = [len(rewrite_one(SPEC, text, f"@{severity}").edits) for severity in range(1, 6)]  # type: ignore[union-attr]
    assert edits == sorted(edits)
    assert edits[0] >= 1
    assert edits[4] == 10
    assert all(len(rewrite_one(SPEC, "A good film", "rate=0.01", seed).edits) == 1 for seed in range(20))  # type: ignore[union-attr]
    assert rewrite_one(SPEC, text, "rate=0") is None


def test_it_is_declared_to_change_the_label() -> None:
    assert SPEC.claim.effect is LabelEffect.CHANGES
