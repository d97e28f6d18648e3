"""What must hold of every text, on real reviews."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path

import pytest

from robustbench_nlp.checks import negation, valence
from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.params import params_at
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.spans import Protected
from robustbench_nlp.core.text import Text
from robustbench_nlp.language.negation.cues import cue_multiset
from robustbench_nlp.transforms.synonym.draft import MOST_OF_A_PAIR
from robustbench_nlp.transforms.synonym.rewrite import make
from robustbench_nlp.transforms.synonym.spec import SPEC

REVIEWS = Path(__file__).resolve().parents[4] / "shared" / "data" / "imdb" / "test.parquet"
pytestmark = pytest.mark.skipif(not REVIEWS.exists(), reason="the IMDB reviews are not beside the repository")


@lru_cache(maxsize=1)
def reviews() -> list[Text]:
    import pyarrow.parquet as pq

    texts = pq.read_table(REVIEWS, columns=["text"])["text"].to_pylist()[::100]
    return [Text(str(i), text) for i, text in enumerate(texts)]


@lru_cache(maxsize=5)
def results_at(severity: int):
    transform = make(params_at(SPEC, severity))
    return list(transform.rewrite(reviews(), [rng_for(0, "synonym", text.id) for text in reviews()]))


def changed_at(severity: int):
    return [(text.text, result) for text, result in zip(reviews(), results_at(severity), strict=True) if result]


@pytest.mark.parametrize("severity", [3, 5])
def test_edits_replay_and_no_text_fails_a_check(severity):
    checks = negation.make(), valence.make()
    for text, result in changed_at(severity):
        assert apply_edits(text, result.edits) == result.text
        assert cue_multiset(text) == cue_multiset(result.text)
        assert not any(check(text, *result) for check in checks)
        protected = Protected(text)
        assert not any(protected.overlaps(edit.start, edit.end) for edit in result.edits)


def test_nearly_all_reviews_change_and_severities_are_in_order():
    edits = [sum(len(result.edits) for result in results_at(severity) if result) for severity in (1, 3, 5)]
    assert edits[0] < edits[1] < edits[2]
    assert len(changed_at(3)) > 0.95 * len(reviews())


def test_no_word_changes_the_same_way_often_in_one_text():
    for _, result in changed_at(5):
        pairs = Counter(edit.old.split()[-1].lower() for edit in result.edits)
        assert max(pairs.values()) <= 3 * MOST_OF_A_PAIR


def test_few_pairs_are_not_all_there_is():
    pairs = Counter((edit.old.lower(), edit.new.lower()) for _, result in changed_at(3) for edit in result.edits)
    assert len(pairs) > 150
