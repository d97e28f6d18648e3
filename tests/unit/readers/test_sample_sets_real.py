"""The real sample sets, where they were fetched."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from robustbench_nlp.api import load_dataset
from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.readers.samples.spec import RESOURCE
from robustbench_nlp.readers.samples.split import SPLITS

pytestmark = pytest.mark.skipif(
    not (cache_dir() / RESOURCE.file).is_file(), reason="the sample sets were not fetched: robust fetch movies"
)

DOCS = Path(__file__).parents[3] / "docs/data.md"
ROW = re.compile(r"\| (\w+) \| (\w+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|")
TABLE = [ROW.fullmatch(line) for line in DOCS.read_text("utf-8").splitlines()]
COUNTS = {(row[1], row[2]): [int(n.replace(",", "")) for n in row.groups()[2:]] for row in TABLE if row}
"""Positive, negative, too neutral and repeated texts, counted from the published archive by a script of its own, which
shares no line with the reader."""


def test_no_text_is_in_two_splits(catalog):
    splits = [load_dataset(DatasetRequest("movies", split), catalog=catalog) for split in SPLITS]
    texts = [{example.text for example in dataset.examples} for dataset in splits]
    assert len(set.union(*texts)) == sum(len(dataset.examples) for dataset in splits) == 10_070


@pytest.mark.parametrize(("name", "split"), COUNTS)
def test_texts_of_each_label_and_what_is_left_out(catalog, name, split):
    dataset = load_dataset(DatasetRequest(name, split), catalog=catalog)
    said = Counter(dataset.labels[example.label] for example in dataset.examples)
    left_out = {"neutral" if "neutral" in d.reason else "repeats": d.count for d in dataset.dropped}
    counted = [said["positive"], said["negative"], left_out["neutral"], left_out.get("repeats", 0)]
    assert counted == COUNTS[name, split]


def test_the_page_has_every_set():
    assert len(COUNTS) == 4 * len(SPLITS)
