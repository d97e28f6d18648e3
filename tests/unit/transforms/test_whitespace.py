"""Which spaces become other white space, and that the words stay as they are."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.errors import UsageError
from robustbench_nlp.testing import apply, check_transform, rewrite_one
from robustbench_nlp.testing.texts import NASTY, ORDINARY
from robustbench_nlp.transforms.whitespace.spec import SPEC

MODES = ("mixed", "double", "tab", "newline")
REVIEW = "A good film.<br /><br />I laughed twice, see www.imdb.com  or ask `my friend here` now."


def test_contract():
    check_transform(SPEC)


@pytest.mark.parametrize(
    ("mode", "after"),
    [("double", "not  a  good  film"), ("tab", "not\ta\tgood\tfilm"), ("newline", "not\na\ngood\nfilm")],
)
def test_every_mode(mode, after):
    assert apply(SPEC, "not a good film", f"rate=1,mode={mode}") == after


def test_mixed_uses_all_kinds():
    after = apply(SPEC, "word " * 200 + "end", "rate=1")
    assert {gap for gap in after.replace("end", "word").split("word") if gap} == {"  ", "   ", "\t", "\n"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "word",
        "word ",
        " word",
        "two  spaces",
        "a\tb\nc",
        "Good.<br />Bad",
        "a <br /> b",
        "see www.imdb.com now",
    ],
)
def test_only_single_spaces_between_words_become_something_else(text):
    for seed in range(5):
        assert rewrite_one(SPEC, text, "rate=1", seed) is None


def test_spaces_inside_protected_spans_stay():
    for seed in range(5):
        assert "`my friend here`" in apply(SPEC, REVIEW, "rate=1", seed)
        assert apply(SPEC, '<a href="x y z">so it is</a>', "rate=1,mode=tab", seed) == '<a href="x y z">so\tit\tis</a>'


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", [REVIEW, *ORDINARY, *NASTY])
def test_words_and_their_order_stay_and_each_edit_replaces_one_space(mode, text):
    for seed in range(3):
        result = rewrite_one(SPEC, text, f"rate=0.5,mode={mode}", seed)
        if result is None:
            continue
        assert apply_edits(text, result.edits) == result.text
        assert result.text.split() == text.split()
        for edit in result.edits:
            assert edit.old == " "
            assert edit.new
            assert edit.new.isspace()
            assert edit.new != " "


def test_rate_zero_does_not_apply_and_rate_one_takes_every_gap():
    assert rewrite_one(SPEC, REVIEW, "rate=0") is None
    assert apply(SPEC, REVIEW, "rate=1,mode=tab") == (
        "A\tgood\tfilm.<br /><br />I\tlaughed\ttwice,\tsee www.imdb.com  or\task `my friend here` now."
    )


@pytest.mark.parametrize("rate", [0.1, 0.3, 0.7])
def test_the_rate_is_the_share_of_the_gaps(rate):
    text = "word " * 1000 + "word"
    assert len(rewrite_one(SPEC, text, f"rate={rate}").edits) == pytest.approx(1000 * rate, abs=1)


def test_a_higher_rate_keeps_the_places_of_a_lower_one():
    text = " ".join(ORDINARY)
    kept: set = set()
    for rate in (0.05, 0.1, 0.3, 0.6, 1.0):
        places = {edit.start for edit in rewrite_one(SPEC, text, f"rate={rate}").edits}
        assert kept < places
        kept = places


@pytest.mark.parametrize("params", ["rate=1.1", "rate=-1", "mode=none"])
def test_params_out_of_range(params):
    with pytest.raises(UsageError):
        rewrite_one(SPEC, "a text", params)


@pytest.mark.timeout(10)
@pytest.mark.parametrize("unit", ["word ", "word", " ", "<a ", "a <br />", "\ud800 ", "\0 ", "@ ", "` "])
def test_hostile_texts_take_linear_time(unit):
    text = unit * (200_000 // len(unit))
    result = rewrite_one(SPEC, text, "rate=1")
    if result:
        assert apply_edits(text, result.edits) == result.text
