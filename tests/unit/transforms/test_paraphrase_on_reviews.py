"""The oracle of the specification on real reviews: no cue and no word of a scope comes or goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.checks.negation_scope import make as scope_check
from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.params import params_at
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.language.negation.cues import cue_multiset, find_cues
from robustbench_nlp.transforms.paraphrase.rewrite import make
from robustbench_nlp.transforms.paraphrase.spec import SPEC

REVIEWS = Path(__file__).resolve().parents[4] / "shared" / "data" / "imdb" / "test.parquet"
pytestmark = [
    pytest.mark.shared_long,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(not REVIEWS.exists(), reason="the IMDB reviews are not beside the repository"),
]
COUNT = 2000
BATCH = 64


def reviews() -> list[Text]:
    import pyarrow.parquet as pq

    texts = pq.read_table(REVIEWS, columns=["text"])["text"].to_pylist()
    return [Text(str(i), text) for i, text in enumerate(texts[:: len(texts) // COUNT][:COUNT])]


def test_cues_and_scopes_stay_on_2000_reviews_with_every_site_edited() -> None:
    transform, check = make(params_at(SPEC, 5)), scope_check()
    texts = reviews()
    changed = 0
    for at in range(0, len(texts), BATCH):
        batch = texts[at : at + BATCH]
        done = list(transform.rewrite(batch, [rng_for(0, "paraphrase", text.id) for text in batch]))
        pairs = [(text.text, d.text, d.edits) for text, d in zip(batch, done, strict=True) if d is not None]
        check.prepare(pairs)
        for before, after, edits in pairs:
            changed += 1
            assert apply_edits(before, edits) == after
            assert cue_multiset(after) == cue_multiset(before)
            assert [cue.normal for cue in find_cues(after) if cue.kind != "affixal"] == [
                cue.normal for cue in find_cues(before) if cue.kind != "affixal"
            ]
            assert check(before, after, edits) is None, (before, edits)
    assert changed > 0.75 * len(texts)
