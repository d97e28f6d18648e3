"""Which marks are left out or repeated, and that letters, numbers and everything else stay."""

from __future__ import annotations

import re

import pytest

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.spans import PROTECTED
from robustbench_nlp.errors import UsageError
from robustbench_nlp.language.negation.lexicon import NEGATION_CUES
from robustbench_nlp.testing import apply, check_transform, rewrite_one
from robustbench_nlp.testing.texts import NASTY, ORDINARY
from robustbench_nlp.transforms.punctuation.spec import SPEC

MARKS = re.compile(r"[.,;:!?]")
REVIEW = "Slow, but good! Isn't it?<br /><br />I never laughed: not once; 7.5/10, see www.imdb.com. The end."


def test_contract():
    check_transform(SPEC)


@pytest.mark.parametrize(
    ("mode", "before", "after"),
    [
        ("strip", "Slow, but good! Is it? Yes: no; so.", "Slow but good Is it Yes no so"),
        ("strip", "Good.<br /><br />Bad, too.", "Good<br /><br />Bad too"),
        ("strip", "Good.\nBad.\r\n", "Good\nBad\r\n"),
        ("final", "A wonderful film.", "A wonderful film"),
        ("final", "A wonderful film", "A wonderful film."),
        ("final", "One. Two. Three.\n", "One. Two. Three\n"),
        ("final", "The end.<br />", "The end<br />"),
        ("final", "<p>The end</p>", "<p>The end.</p>"),
        ("final", "x " * 500 + "the end.", "x " * 500 + "the end"),
    ],
)
def test_every_mode(mode, before, after):
    for seed in range(3):
        assert apply(SPEC, before, f"rate=1,mode={mode}", seed) == after


def test_repeat_doubles_or_trebles_the_same_mark():
    found = {apply(SPEC, "Great!", "rate=1,mode=repeat", seed) for seed in range(20)}
    assert found == {"Great!!", "Great!!!"}
    assert {apply(SPEC, "well, yes", "rate=1,mode=repeat", seed) for seed in range(20)} == {"well,, yes", "well,,, yes"}


def test_mixed_does_both():
    rules = {edit.rule for seed in range(20) for edit in rewrite_one(SPEC, "One, two, three.", "rate=1", seed).edits}
    assert rules == {"strip", "repeat"}


@pytest.mark.parametrize("mode", ["strip", "repeat", "mixed"])
@pytest.mark.parametrize(
    "text",
    [
        "7.5 10,000 9:30 3.5.2024",
        ":) :-( ;-) :D",
        "well... what?! no!!",
        "e.g. i.e. U.S. J. R. R.",
        "Mr. Bean vs. Dr. No etc.",
        "don't isn't 'quoted' well-made snake_case",
        "www.imdb.com, http://a.org/b. me@example.org, @me, #film.",
        "&amp; `a, b.` <a b, c>",
        "( , ) . !",
        "",
    ],
)
def test_marks_that_are_part_of_something_stay(mode, text):
    for seed in range(5):
        assert apply(SPEC, text, f"rate=1,mode={mode}", seed) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "...",
        "Really?",
        "Wow!",
        "so...",
        "Plan B.",
        "See www.imdb.com",
        "I asked @critic",
        "so good #film",
        "it is `code`",
        "Rock &amp;",
        "the end :)",
        "(the end)",
    ],
)
def test_a_text_that_ends_in_something_else_than_a_word_gets_no_full_stop(text):
    for seed in range(5):
        assert apply(SPEC, text, "rate=1,mode=final", seed) == text


@pytest.mark.parametrize("mode", ["strip", "repeat", "mixed", "final"])
@pytest.mark.parametrize("text", [REVIEW, *ORDINARY, *NASTY])
def test_only_marks_change(mode, text):
    for seed in range(3):
        result = rewrite_one(SPEC, text, f"rate=0.7,mode={mode}", seed)
        if result is None:
            continue
        assert apply_edits(text, result.edits) == result.text
        assert MARKS.sub("", result.text) == MARKS.sub("", text)
        protected = [match.span() for match in PROTECTED.finditer(text)]
        for edit in result.edits:
            assert MARKS.fullmatch(edit.old) or edit.old == ""
            assert set(edit.new) <= {edit.old or "."}
            assert not any(start < edit.end and edit.start < end for start, end in protected)


@pytest.mark.parametrize("mode", ["strip", "repeat", "mixed", "final"])
def test_no_negation_comes_or_goes(mode):
    def cues(text: str) -> list[str]:
        return [word for word in re.findall(r"[\w']+", text.lower()) if word in NEGATION_CUES]

    for text in (REVIEW, "No. Not bad, never; don't!", *ORDINARY):
        for seed in range(5):
            assert cues(apply(SPEC, text, f"rate=1,mode={mode}", seed)) == cues(text)


def test_rate_zero_does_not_apply_and_rate_one_takes_every_mark():
    for mode in ("strip", "repeat", "mixed", "final"):
        assert rewrite_one(SPEC, REVIEW, f"rate=0,mode={mode}") is None
    assert apply(SPEC, REVIEW, "rate=1,mode=strip") == (
        "Slow but good Isn't it<br /><br />I never laughed not once 7.5/10 see www.imdb.com. The end"
    )


def test_the_rate_of_final_is_the_share_of_the_texts():
    changed = sum(rewrite_one(SPEC, "A film.", "rate=0.3,mode=final", seed) is not None for seed in range(1000))
    assert changed / 1000 == pytest.approx(0.3, abs=0.05)


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.7])
def test_the_rate_is_the_share_of_the_marks(rate):
    text = "words, " * 1000
    assert len(rewrite_one(SPEC, text, f"rate={rate}").edits) == pytest.approx(1000 * rate, abs=1)


def test_a_higher_rate_keeps_the_places_of_a_lower_one():
    text = " ".join(ORDINARY)
    kept: set = set()
    for rate in (0.1, 0.3, 0.6, 1.0):
        places = {edit.start for edit in rewrite_one(SPEC, text, f"rate={rate}").edits}
        assert kept < places
        kept = places


@pytest.mark.parametrize("params", ["rate=1.1", "rate=-1", "mode=none"])
def test_params_out_of_range(params):
    with pytest.raises(UsageError):
        rewrite_one(SPEC, "a text.", params)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("params", ["rate=1", "rate=1,mode=final"])
@pytest.mark.parametrize("unit", ["words, ", "word", ".", " ", "<a", "ab.<br />", "\ud800.", "\0", "ab.", "&a"])
def test_hostile_texts_take_linear_time(unit, params):
    text = unit * (200_000 // len(unit))
    result = rewrite_one(SPEC, text, params)
    if result:
        assert apply_edits(text, result.edits) == result.text
