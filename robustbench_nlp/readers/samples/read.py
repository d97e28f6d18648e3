"""The sample sets as data sets: the sign of the mean rating is the label, a neutral band is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.core.dataset import Dataset, DatasetRequest, Dropped
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.config import refuse_columns, refuse_config
from robustbench_nlp.readers.fingerprint import fingerprint
from robustbench_nlp.readers.samples.archive import read_member
from robustbench_nlp.readers.samples.spec import RESOURCE
from robustbench_nlp.readers.samples.split import SPLITS, split_of

FILES = {
    "movies": "movieReviewSnippets_GroundTruth.txt",
    "amazon": "amazonReviewSnippets_GroundTruth.txt",
    "tweets": "tweets_GroundTruth.txt",
    "editorials": "nytEditorialSnippets_GroundTruth.txt",
}
LABELS = ("negative", "positive")
NEUTRAL_BAND = 0.5
"""Mean ratings run from -4 to 4; texts rated between -0.5 and 0.5 have no clear label. For movies that is 5 %."""


@dataclass(frozen=True)
class Snippet:
    """One text with the mean rating of about 20 people; `source` is the review or article it comes from."""

    id: str
    source: str
    rating: float
    text: str


def read(request: DatasetRequest) -> Dataset:
    """Read a sample set by its name. `ResourceMissing` where it was not fetched."""
    if request.source not in FILES:
        raise DataError(f"no sample set is called {request.source!r}", f"there are: {', '.join(FILES)}")
    refuse_config(request)
    refuse_columns(request)
    split = request.split or "test"
    if split not in SPLITS:
        raise DataError(f"{request.source} has no split {split!r}", f"it has: {', '.join(SPLITS)}")
    archive = cache_dir() / RESOURCE.file
    dropped: Counter[str] = Counter()
    examples = []
    seen = set()
    for snippet in snippets(archive, request.source):
        # Over all splits: a text of the training part must not come back in the test part.
        repeated = snippet.text in seen
        seen.add(snippet.text)
        if split_of(snippet.source) != split:
            continue
        if abs(snippet.rating) < NEUTRAL_BAND:
            dropped[f"mean rating within {NEUTRAL_BAND} of neutral"] += 1
        elif repeated:
            dropped["repeats an earlier text"] += 1
        else:
            examples.append(Example(f"{request.source}/{snippet.id}", snippet.text, int(snippet.rating > 0)))
    return Dataset(
        name=request.source,
        split=split,
        labels=LABELS,
        examples=tuple(examples),
        fingerprint=fingerprint(examples, LABELS),
        dropped=tuple(Dropped(reason, count) for reason, count in sorted(dropped.items())),
        language="en",
        licence=RESOURCE.licence,
    )


def snippets(archive: Path, name: str) -> list[Snippet]:
    """All texts of a set, in the order of the file."""
    found = []
    for line in read_member(archive, FILES[name]).splitlines():
        number, rating, text = line.split("\t")
        # "12_3" is the third sentence of review 12; a text without a parent goes by what it says.
        parent, _, sentence = number.partition("_")
        found.append(Snippet(number, parent if sentence else text.strip().casefold(), float(rating), text.strip()))
    return found
