"""What must hold of every text, on real reviews."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import pytest

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.spans import PROTECTED
from robustbench_nlp.core.text import Text
from robustbench_nlp.transforms.contraction.params import ContractionParams
from robustbench_nlp.transforms.contraction.rewrite import make

REVIEWS = Path(__file__).resolve().parents[4] / "shared" / "data" / "imdb" / "test.parquet"
pytestmark = [
    pytest.mark.shared_long,
    pytest.mark.skipif(not REVIEWS.exists(), reason="the IMDB reviews are not beside the repository"),
]

NEGATION = re.compile(r"\b(?:not|cannot)\b|n['’]t\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def reviews() -> list[str]:
    import pyarrow.parquet as pq

    return pq.read_table(REVIEWS, columns=["text"])["text"].to_pylist()[::5]


def rewritten(texts: list[str], **params):
    some = [Text(str(i), text) for i, text in enumerate(texts)]
    found = make(ContractionParams(**params)).rewrite(some, [rng_for(0, "contraction", text.id) for text in some])
    return [(text, result) for text, result in zip(texts, found, strict=True) if result]


def after(texts: list[str], **params) -> list[str]:
    changed = {text: result.text for text, result in rewritten(texts, **params)}
    return [changed.get(text, text) for text in texts]


@pytest.mark.parametrize("mode", ["mixed", "expand", "contract"])
def test_edits_replay_keep_cues_and_stay_out_of_protected_spans(mode):
    found = rewritten(reviews(), rate=1.0, mode=mode)
    assert len(found) > 0.5 * len(reviews())
    for text, result in found:
        assert apply_edits(text, result.edits) == result.text
        for edit in result.edits:
            assert len(NEGATION.findall(edit.old)) == len(NEGATION.findall(edit.new)), edit
        assert len(NEGATION.findall(text)) == len(NEGATION.findall(result.text))
        assert PROTECTED.findall(text) == PROTECTED.findall(result.text)
        assert "'sn't" not in result.text.lower() or "'sn't" in text.lower()


def test_expanding_what_was_contracted_is_expanding_the_original():
    texts = reviews()
    short = after(texts, rate=1.0, mode="contract")
    straight = after(texts, rate=1.0, mode="expand", parser="none")
    there_and_back = after(short, rate=1.0, mode="expand", parser="none")
    different = sum(a != b for a, b in zip(straight, there_and_back, strict=True))
    assert different == 0


def test_share_of_texts_and_of_short_forms():
    found = rewritten(reviews(), rate=1.0, mode="expand")
    short_forms = sum(len(re.findall(r"\w(?:n['’]t|['’](?:m|re|ve|ll|d))\b", text)) for text in reviews())
    assert sum(len(result.edits) for _, result in found) > 0.9 * short_forms
