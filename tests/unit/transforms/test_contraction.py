"""Drawing places, asking a parser, and what holds of every text."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.language.parse.shared import parser_for
from robustbench_nlp.testing import check_transform, rewrite_one
from robustbench_nlp.transforms.contraction.params import ContractionParams
from robustbench_nlp.transforms.contraction.rewrite import make
from robustbench_nlp.transforms.contraction.spec import SPEC

REVIEW = (
    "I can't say it's great.<br /><br />Isn't the director that's praised a bit lazy? It is almost as if he'd install "
    "nothing but clichés; don't ask me why they're there. You will see. It's finished, and I am glad it is over. "
    "There's so many of these! Why didn't the writer care? It isn't likely, is it?"
)


def results(texts: list[str], rate: float = 0.3, batch: int = 100, seed: int = 0, **params: str):
    transform = make(ContractionParams(rate=rate, **params))
    found = []
    for at in range(0, len(texts), batch):
        some = [Text(text, text) for text in texts[at : at + batch]]
        found += transform.rewrite(some, [rng_for(seed, "contraction", text.id) for text in some])
    return found


def test_contract():
    check_transform(SPEC)


def test_a_parser_that_is_not_there_is_named_with_the_ways_to_get_one():
    with pytest.raises(ResourceMissing) as missing:
        make(ContractionParams(parser="en_no_such_model"))
    assert "en_no_such_model" in str(missing.value)
    assert "pip install" in missing.value.hint


def test_no_parser_is_asked_for_where_none_is_needed():
    make(ContractionParams(parser="en_no_such_model", mode="contract"))
    make(ContractionParams(parser="none"))


def test_with_a_model_that_cannot_parse_the_tags_still_decide(monkeypatch):
    monkeypatch.setattr(type(parser_for()), "can_parse", False)
    assert rewrite_one(SPEC, "It's almost unfathomable. Can't the man see?", "rate=1,mode=expand").text == (
        "It is almost unfathomable. Can't the man see?"
    )


def test_the_batch_does_not_matter():
    texts = [REVIEW[i:] for i in range(0, len(REVIEW), 7)]
    assert results(texts, batch=1) == results(texts, batch=5) == results(texts)


def test_a_higher_rate_keeps_the_edits_of_a_lower_one():
    for seed in range(30):
        kept: set = set()
        for rate in (0.05, 0.1, 0.3, 0.5, 0.8, 1.0):
            (result,) = results([REVIEW], rate, seed=seed)
            assert kept <= set(result.edits)
            kept = set(result.edits)


def test_each_place_is_drawn_as_often_as_the_rate_says_whatever_the_others_are():
    (everything,) = results([REVIEW], 1.0)
    drawn = [result for seed in range(600) for result in results([REVIEW], 0.5, seed=seed)]
    for edit in everything.edits:
        assert sum(edit in result.edits for result in drawn) / len(drawn) == pytest.approx(0.5, abs=0.08), edit


def test_one_place_is_edited_where_there_is_one():
    text = "He's finished, she's gone, it's broken, what's he done, and the plot isn't bad."
    for seed in range(30):
        (result,) = results([text], 0.1, seed=seed)
        assert [edit.new for edit in result.edits] == ["is not"]


def test_rate_zero_changes_nothing():
    assert results([REVIEW], 0.0) == [None]


@pytest.mark.parametrize("protected", ["<b title=don't>", "&#39;", "`can't`", "http://a.org/it's", "@it's", "#don't"])
def test_protected_spans_stay(protected):
    text = f"{protected} I can't {protected} say it's good {protected}"
    assert rewrite_one(SPEC, text, "rate=1").text == f"{protected} I cannot {protected} say it is good {protected}"


@pytest.mark.timeout(20)
@pytest.mark.parametrize("unit", ["don't ", "it's", "it is ", "'", "isn't the ", "I'd ", "\ud800", "why don't ", "a "])
def test_hostile_texts_take_linear_time(unit):
    text = unit * (400_000 // len(unit))
    rewrite_one(SPEC, text, "rate=1,parser=none")
    rewrite_one(SPEC, text[:5_000], "rate=1")


def test_other_shapes_of_text():
    assert rewrite_one(SPEC, "dont cant ist das nicht schön?", "rate=1") is None
    assert rewrite_one(SPEC, "i can't it's good they don't", "rate=1").text == "i cannot it is good they do not"
    assert rewrite_one(SPEC, "👍 don't 👍 it's a 🎬", "rate=1,parser=none").text == "👍 don't 👍 it is a 🎬"
    assert rewrite_one(SPEC, "not", "rate=1") is None
    assert rewrite_one(SPEC, "Don't.", "rate=1").text == "Do not."
