"""Which words get another case, and that nothing but case changes."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.spans import blanked
from robustbench_nlp.errors import UsageError
from robustbench_nlp.testing import apply, check_transform, rewrite_one
from robustbench_nlp.testing.texts import NASTY, ORDINARY
from robustbench_nlp.transforms.casing.spec import SPEC

MODES = ("lower", "upper", "title", "random")
REVIEW = "The plot isn't clever.<br /><br />I NEVER laughed, not once; see www.imdb.com or ask @critic (a DVD of 2003)."


def test_contract():
    check_transform(SPEC)


@pytest.mark.parametrize(
    ("mode", "before", "after"),
    [
        ("upper", "It isn't bad, “really”.", "IT ISN'T BAD, “REALLY”."),
        ("lower", "WORST Film EVER! Don't.", "worst film ever! don't."),
        ("title", "it isn't (well-made), ‘really’.", "It Isn't (Well-made), ‘Really’."),
        ("title", "WORST FILM", "Worst Film"),
        ("title", "line one\nline two\r\n“three” four\tfive", "Line One\nLine Two\r\n“Three” Four\tFive"),
        ("upper", "naïve café ΟΔΥΣΣΕΥΣ кино", "NAÏVE CAFÉ ΟΔΥΣΣΕΥΣ КИНО"),
        ("upper", "two  spaces \n and lines", "TWO  SPACES \n AND LINES"),
        ("upper", "left<br />right<b>bold</b>", "LEFT<br />RIGHT<b>BOLD</b>"),
        (
            "lower",
            "NO! &Auml; <BR/> `CODE` http://A.B/C ME@EXAMPLE.ORG @ME #FILM",
            "no! &Auml; <BR/> `CODE` http://A.B/C ME@EXAMPLE.ORG @ME #FILM",
        ),
    ],
)
def test_every_mode(mode, before, after):
    assert apply(SPEC, before, f"rate=1,mode={mode}") == after


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    "text", ["", " ", "12 300 7.5", ":) !!! —", "<br /> `code` @me #film", "日本語 العربية עברית", "👍🏽 ❤️"]
)
def test_nothing_to_write_in_another_case(mode, text):
    for seed in range(5):
        assert rewrite_one(SPEC, text, f"rate=1,mode={mode}", seed) is None


@pytest.mark.parametrize("mode", ["upper", "lower", "random", "title"])
@pytest.mark.parametrize("word", ["Straße", "ŉ", "ﬁne", "İstanbul", "ΐ"])
def test_words_whose_letters_would_change_keep_them(mode, word):
    for seed in range(5):
        after = apply(SPEC, word, f"rate=1,mode={mode}", seed)
        assert (len(after), after.casefold()) == (len(word), word.casefold())


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", [REVIEW, *ORDINARY, *NASTY])
def test_only_case_changes_and_protected_spans_not_even_that(mode, text):
    for seed in range(3):
        result = rewrite_one(SPEC, text, f"rate=0.5,mode={mode}", seed)
        if result is None:
            continue
        assert apply_edits(text, result.edits) == result.text
        assert len(result.text) == len(text)
        assert result.text.casefold() == text.casefold()
        for before, after, free in zip(text, result.text, blanked(text), strict=True):
            assert before in (after, free), "a protected character"


def test_random_case_always_changes_a_word_and_not_always_in_the_same_way():
    found = {apply(SPEC, "wonderful", "rate=1,mode=random", seed) for seed in range(20)}
    assert "wonderful" not in found
    assert len(found) > 10
    assert {apply(SPEC, "i", "rate=1,mode=random", seed) for seed in range(20)} == {"I"}


def test_rate_zero_does_not_apply_and_rate_one_takes_every_word():
    assert rewrite_one(SPEC, REVIEW, "rate=0") is None
    assert apply(SPEC, REVIEW, "rate=1") == (
        "THE PLOT ISN'T CLEVER.<br /><br />I NEVER LAUGHED, NOT ONCE; SEE www.imdb.com OR ASK @critic (A DVD OF 2003)."
    )


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.7])
def test_the_rate_is_the_share_of_the_words(rate):
    text = "word " * 1000
    assert len(rewrite_one(SPEC, text, f"rate={rate}").edits) == pytest.approx(1000 * rate, abs=1)


def test_a_higher_rate_keeps_the_words_of_a_lower_one():
    text = "\n".join(ORDINARY)
    kept: set = set()
    for rate in (0.05, 0.1, 0.3, 0.6, 1.0):
        edits = set(rewrite_one(SPEC, text, f"rate={rate}").edits)
        assert kept < edits
        kept = edits


@pytest.mark.parametrize("params", ["rate=1.1", "rate=-1", "mode=camel"])
def test_params_out_of_range(params):
    with pytest.raises(UsageError):
        rewrite_one(SPEC, "text", params)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("unit", ["word ", "word", " ", "<a", "a<br />", "ß", "\ud800", "\0", "@", "www."])
def test_hostile_texts_take_linear_time(unit):
    text = unit * (200_000 // len(unit))
    result = rewrite_one(SPEC, text, "rate=1,mode=random")
    if result:
        assert apply_edits(text, result.edits) == result.text
