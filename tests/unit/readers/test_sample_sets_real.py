"""The real sample sets, where they were fetched."""

from __future__ import annotations

from collections import Counter

import pytest

from robustbench_nlp.api import load_dataset
from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.readers.samples.spec import RESOURCE
from robustbench_nlp.readers.samples.split import SPLITS

pytestmark = pytest.mark.skipif(
    not (cache_dir() / RESOURCE.file).is_file(), reason="the sample sets were not fetched: robust fetch movies"
)

COUNTS = {
    ("movies", "train"): {"positive": 2961, "negative": 3021, "neutral": 307, "repeats": 1},
    ("movies", "validation"): {"positive": 481, "negative": 487, "neutral": 62, "repeats": 0},
    ("movies", "test"): {"positive": 1553, "negative": 1567, "neutral": 164, "repeats": 1},
    ("amazon", "test"): {"positive": 424, "negative": 329, "neutral": 199, "repeats": 3},
    ("tweets", "test"): {"positive": 709, "negative": 291, "neutral": 270, "repeats": 0},
    ("editorials", "test"): {"positive": 324, "negative": 485, "neutral": 620, "repeats": 9},
}
"""Counted from the published archive by a script of its own, which shares no line with the reader."""


def test_no_text_is_in_two_splits(catalog):
    splits = [load_dataset(DatasetRequest("movies", split), catalog=catalog) for split in SPLITS]
    texts = [{example.text for example in dataset.examples} for dataset in splits]
    assert len(set.union(*texts)) == sum(len(dataset.examples) for dataset in splits) == 10_070


@pytest.mark.parametrize(("name", "split"), COUNTS)
def test_texts_of_each_label_and_what_is_left_out(catalog, name, split):
    dataset = load_dataset(DatasetRequest(name, split), catalog=catalog)
    said = Counter(dataset.labels[example.label] for example in dataset.examples)
    left_out = {"neutral" if "neutral" in d.reason else "repeats": d.count for d in dataset.dropped}
    assert {"neutral": 0, "repeats": 0} | said | left_out == COUNTS[name, split]
