"""Rates and mix on real reviews."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from robustbench_nlp.core.params import params_at
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.language.negation.cues import cue_multiset
from robustbench_nlp.transforms.typo.params import RATES
from robustbench_nlp.transforms.typo.rewrite import make
from robustbench_nlp.transforms.typo.sites import negating_words
from robustbench_nlp.transforms.typo.spec import SPEC

REVIEWS = Path(__file__).resolve().parents[4] / "shared" / "data" / "imdb" / "test.parquet"
pytestmark = pytest.mark.skipif(not REVIEWS.exists(), reason="the IMDB reviews are not beside the repository")

# Written another way than the transform does it, as a check on it.
TOKEN = re.compile(r"(?<![\w'’‘`´ʼ<&@#/.-])[A-Za-z]{4,}(?![\w'’‘`´ʼ@-]|\.\w)")


@lru_cache(maxsize=1)
def reviews() -> list[Text]:
    import pyarrow.parquet as pq

    texts = pq.read_table(REVIEWS, columns=["text"])["text"].to_pylist()[::60]
    return [Text(str(i), text) for i, text in enumerate(texts)]


@lru_cache(maxsize=5)
def results_at(severity: int):
    transform = make(params_at(SPEC, severity))
    return list(transform.rewrite(reviews(), [rng_for(0, "typo", text.id) for text in reviews()]))


def eligible(text: str) -> int:
    return sum(word.lower() not in negating_words() and not word.isupper() for word in TOKEN.findall(text))


@pytest.mark.parametrize("severity", [1, 2, 3, 4, 5])
def test_each_severity_edits_its_share_of_the_eligible_words(severity):
    edits = sum(len(result.edits) for result in results_at(severity) if result)
    share = edits / sum(eligible(text.text) for text in reviews())
    assert share == pytest.approx(RATES[severity - 1], rel=0.06)


def test_no_text_gets_more_than_its_share():
    for text, result in zip(reviews(), results_at(5), strict=True):
        words = len(re.findall(r"[A-Za-z]{4,}", text.text))
        assert len(result.edits if result else ()) <= 0.2 * words + 1


def test_cues_of_every_class_survive_every_severity():
    for text, result in zip(reviews(), results_at(5), strict=True):
        if result:
            assert cue_multiset(text.text) == cue_multiset(result.text)


def test_errors_in_running_text_keep_the_measured_mix():
    rules = Counter(edit.rule for result in results_at(5) if result for edit in result.edits)
    total = sum(rules.values())
    assert total > 8_000
    for rule, share in {"deletion": 0.35, "insertion": 0.27, "substitution": 0.20, "transposition": 0.18}.items():
        assert rules[rule] / total == pytest.approx(share, abs=0.03), rule
