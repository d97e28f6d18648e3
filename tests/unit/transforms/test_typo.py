"""What a typo is, and which words may get one."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest
from wordfreq import top_n_list, zipf_frequency

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.language.keyboards import LAYOUTS, neighbours
from robustbench_nlp.language.negation.lexicon import NEGATION_CUES
from robustbench_nlp.testing import check_transform, rewrite_one
from robustbench_nlp.transforms.typo.params import TypoParams
from robustbench_nlp.transforms.typo.rewrite import make
from robustbench_nlp.transforms.typo.spec import SPEC

MOTOR_MIX = {"deletion": 0.35, "insertion": 0.27, "substitution": 0.20, "transposition": 0.18}
ELIGIBLE = re.compile(r"[A-Za-z]{4,}\Z")
VOWELS = set("aeiou")


@lru_cache(maxsize=1)
def vocabulary() -> list[str]:
    """Frequent words, as a text has them: about 14,000 of them eligible."""
    return [word for word in top_n_list("en", 20_000) if ELIGIBLE.match(word)]


@lru_cache(maxsize=8)
def edits_of(mode: str, layout: str = "qwerty", rate: float = 1.0):
    transform = make(TypoParams(rate=rate, mode=mode, layout=layout))
    words = vocabulary()
    texts = [Text(str(i), " ".join(words[i : i + 50])) for i in range(0, len(words), 50)]
    results = transform.rewrite(texts, [rng_for(0, "typo", text.id) for text in texts])
    return [edit for result in results if result for edit in result.edits]


def osa(a: str, b: str) -> int:
    """Optimal string alignment distance: the transposition of two neighbours counts as one edit."""
    rows = [list(range(len(b) + 1))]
    for i in range(1, len(a) + 1):
        row = [i]
        for j in range(1, len(b) + 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a[i - 1] != b[j - 1]))
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


def mistyped(text: str, seed: int = 0, params: str = "rate=1") -> str:
    result = rewrite_one(SPEC, text, params, seed)
    return text if result is None else result.text


def test_contract():
    check_transform(SPEC)


@pytest.mark.parametrize("mode", ["motor", "spelling"])
def test_one_error_per_word_first_letter_kept_never_a_common_word(mode):
    edits = edits_of(mode)
    assert len(edits) > 5_000
    for edit in edits:
        assert osa(edit.old, edit.new) == 1, edit
        assert edit.old[0] == edit.new[0], edit
        assert zipf_frequency(edit.new, "en") < 2.5, edit
        assert edit.new not in NEGATION_CUES, edit


def test_motor_errors_keep_the_measured_mix():
    rules = [edit.rule for edit in edits_of("motor")]
    assert len(rules) > 10_000
    for rule, share in MOTOR_MIX.items():
        assert rules.count(rule) / len(rules) == pytest.approx(share, abs=0.06), rule


@pytest.mark.parametrize("layout", LAYOUTS)
def test_substitutions_hit_a_key_beside_the_right_one(layout):
    near = neighbours(layout)
    substitutions = [edit for edit in edits_of("motor", layout) if edit.rule == "substitution"]
    assert len(substitutions) > 1_000
    for edit in substitutions:
        ((right, hit),) = [(x, y) for x, y in zip(edit.old, edit.new, strict=True) if x != y]
        assert hit in near[right], edit


def test_half_of_the_insertions_double_a_letter():
    insertions = [edit for edit in edits_of("motor") if edit.rule == "insertion"]
    doubled = sum(
        any(edit.new == edit.old[:i] + edit.old[i - 1 :] for i in range(1, len(edit.old) + 1)) for edit in insertions
    )
    assert doubled / len(insertions) == pytest.approx(0.45, abs=0.04)


def test_layouts_differ():
    assert edits_of("motor", "qwerty") != edits_of("motor", "azerty")


@pytest.mark.parametrize(
    "text",
    [
        "won't can't don't didn’t shouldn`t isn't",
        "not never nothing without hardly only just little cannot dont",
        "Never Nothing Hardly nEver",
        "wouldn`t say, and you`d shouldn&#39;t",
        "lacks failed refusing avoided doubt unable unfunny pointless dislike non-linear un-American",
        "NON-linear UN-funny",
        "would have could have been supposed to, anything but, far from, free of",
        "WORST FILM EVER, DVDs",
        "see www.imdb.com, http://example.org/some/page or ask somebody@example.org",
        "somebody@example.org&#39;s, http://example.org&apos;s/some/page www.imdb.com&rsquo;s",
        "@somebody #hashtag &quot; `some code` <strong>",
        "naïve café résumés cafe\u0301s zero\u200bwidth soft\u00adhyphen Übergröße",
        "20-year 5-star 1990s 10minutes snake_case_name",
        "It's a bad one. O'Neill's d'Artagnan",
        "кириллица ελληνικά 日本語 👍🏽",
    ],
)
def test_words_that_are_never_edited(text):
    for seed in range(5):
        assert mistyped(text, seed) == text


@pytest.mark.parametrize("text", ["quite little", "just like", "these few", "nothing but", "would really have"])
def test_a_word_that_decides_how_a_cue_beside_it_is_read_is_never_edited(text):
    for seed in range(5):
        assert mistyped(text, seed) == text


@pytest.mark.parametrize("text", ["wonderful", "(wonderful)", "'wonderful'", "“wonderful”", "<i>wonderful</i>"])
def test_punctuation_around_a_word_does_not_spare_it(text):
    assert rewrite_one(SPEC, text, "rate=1").edits[0].old == "wonderful"


def test_words_beside_a_line_break_are_edited_and_the_tag_is_not():
    result = rewrite_one(SPEC, "surprising.<br /><br />Wonderful", "rate=1")
    assert result is not None
    assert [edit.old for edit in result.edits] == ["surprising", "Wonderful"]
    assert ".<br /><br />W" in result.text


def test_case_of_the_letters_is_kept():
    for seed in range(30):
        result = rewrite_one(SPEC, "Xylophone wondErFul", "rate=1", seed)
        for edit in result.edits:
            if edit.rule == "substitution":
                assert [c.isupper() for c in edit.old] == [c.isupper() for c in edit.new]


def test_rate_zero_does_not_apply_and_rate_one_takes_every_word_that_can_be_mistyped():
    text = "Surprising dialogue, wonderful characters and photography."
    assert rewrite_one(SPEC, text, "rate=0") is None
    result = rewrite_one(SPEC, text, "rate=1")
    assert [edit.old for edit in result.edits] == [
        "Surprising",
        "dialogue",
        "wonderful",
        "characters",
        "photography",
    ]


def test_a_word_without_a_possible_error_leaves_its_place_to_another():
    for seed in range(20):
        result = rewrite_one(SPEC, "good great film photography", "rate=0.25,mode=spelling", seed)
        assert [edit.old for edit in result.edits] == ["photography"]


@pytest.mark.parametrize("mode", ["motor", "spelling"])
def test_a_higher_rate_keeps_the_edits_of_a_lower_one(mode):
    text = " ".join(vocabulary()[3000:3200])
    kept: set = set()
    for rate in (0.02, 0.05, 0.1, 0.15, 0.2, 0.5):
        edits = set(rewrite_one(SPEC, text, f"rate={rate},mode={mode}").edits)
        assert kept < edits
        kept = edits


def test_short_texts_get_the_rate_on_average():
    transform = make(TypoParams(rate=0.1))
    texts = [Text(str(i), "wonderful dialogue photography") for i in range(4000)]
    results = list(transform.rewrite(texts, [rng_for(0, "typo", text.id) for text in texts]))
    edits = sum(len(result.edits) for result in results if result)
    assert edits / (3 * len(texts)) == pytest.approx(0.1, abs=0.01)


def test_spelling_errors_are_of_the_kinds_promised():
    edits = edits_of("spelling")
    assert {edit.rule for edit in edits} == {"vowel", "doubled", "ie"}
    for edit in edits:
        old, new = edit.old, edit.new
        if edit.rule == "vowel":
            ((a, b),) = [(x, y) for x, y in zip(old, new, strict=True) if x != y]
            assert {a, b} <= VOWELS
        elif edit.rule == "doubled":
            at = next(i for i in range(len(old)) if new[i : i + 1] != old[i])
            assert old[at] == old[at - 1]
            assert old[at] not in VOWELS
        else:
            at = next(i for i in range(len(old)) if new[i] != old[i])
            assert {old[at : at + 2], new[at : at + 2]} == {"ie", "ei"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("I can't.", "I cant."),
        ("Don’t!", "Dont!"),
        ("they shouldn't've", "they shouldn't've"),
        ("won't", "won't"),
        ("shan't", "shan't"),
        ("I oughtn't.", "I oughtnt."),
        ("I usedn't.", "I usedn't."),
        ("DON'T", "DON'T"),
        ("it's we'll she'd", "it's we'll she'd"),
    ],
)
def test_spelling_mode_may_drop_the_apostrophe_of_a_negation_and_nothing_else(before, after):
    for seed in range(5):
        assert mistyped(before, seed, "rate=1,mode=spelling") == after


@pytest.mark.parametrize("mode", ["motor", "spelling"])
def test_cant_never_becomes_can(mode):
    for seed in range(200):
        words = mistyped("They can't laugh and we can’t either, cannot we?", seed, f"rate=1,mode={mode}").split()
        assert "can" not in words


def test_edits_of_long_texts_replay():
    text = " ".join(vocabulary()) * 2
    result = rewrite_one(SPEC, text, "rate=0.2")
    assert len(text) > 200_000
    assert apply_edits(text, result.edits) == result.text


@pytest.mark.timeout(10)
@pytest.mark.parametrize("params", ["rate=1", "rate=1,mode=spelling"])
@pytest.mark.parametrize(
    "unit", ["word", "a'", "n't", "can't", "don", "good ", "'", "1-", "<a", "\ud800", "\0", "aa", "ie"]
)
def test_hostile_texts_take_linear_time(unit, params):
    text = unit * (200_000 // len(unit))
    result = rewrite_one(SPEC, text, params)
    if result:
        assert apply_edits(text, result.edits) == result.text
