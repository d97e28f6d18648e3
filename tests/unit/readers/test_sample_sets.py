"""The sample sets, read from an archive of the same layout with ratings made up for the purpose."""

from __future__ import annotations

import hashlib
import io
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from robustbench_nlp.api import load_dataset
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import DataError, ResourceMissing
from robustbench_nlp.readers.samples.spec import RESOURCE
from robustbench_nlp.readers.samples.split import SPLITS, split_of

FILES = {
    "movies": "movieReviewSnippets_GroundTruth.txt",
    "tweets": "tweets_GroundTruth.txt",
}
OUTER = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"


def tar(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return content.getvalue()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / RESOURCE.file


@pytest.fixture
def archive(cache: Path, monkeypatch: pytest.MonkeyPatch):
    def go(rows: list[tuple[str, float, str]], name: str = "movies") -> None:
        lines = "".join(f"{number}\t{rating}\t{text}\r\n" for number, rating, text in rows)
        inner = tar({f"hutto_ICWSM_2014/{FILES[name]}": lines.encode()})
        content = tar({OUTER: inner})
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_bytes(content)
        made = replace(RESOURCE, sha256=hashlib.sha256(content).hexdigest())
        monkeypatch.setattr("robustbench_nlp.readers.samples.archive.RESOURCE", made)

    return go


def in_split(split: str, count: int = 10) -> list[str]:
    """Numbers of reviews that fall into a split."""
    return [str(i) for i in range(1, 1000) if split_of(str(i)) == split][:count]


@pytest.fixture
def sample(catalog):
    from robustbench_nlp.api import load_dataset
    from robustbench_nlp.core.dataset import DatasetRequest

    return lambda name="movies", split="": load_dataset(DatasetRequest(name, split), catalog=catalog)


def test_the_sign_of_the_rating_is_the_label_and_the_neutral_band_is_left_out(archive, sample):
    a, b, c, d, e, f = in_split("test", 6)
    archive(
        [
            (f"{a}_1", 0.5, "barely good"),
            (f"{b}_1", -0.5, "barely bad"),
            (f"{c}_1", 0.49, "neither"),
            (f"{d}_1", -0.49, "nor"),
            (f"{e}_1", 3.9, " splendid "),
            (f"{f}_1", 0.0, "so so"),
        ]
    )
    dataset = sample()
    assert [(e.text, dataset.labels[e.label]) for e in dataset.examples] == [
        ("barely good", "positive"),
        ("barely bad", "negative"),
        ("splendid", "positive"),
    ]
    assert [(d.reason, d.count) for d in dataset.dropped] == [("mean rating within 0.5 of neutral", 3)]
    assert (dataset.split, dataset.language) == ("test", "en")
    assert dataset.licence.startswith("MIT")


def test_sentences_of_one_review_stay_on_one_side(archive, sample):
    archive([(f"{review}_{i}", 2.0, f"sentence {i} of {review}") for review in range(1, 60) for i in range(1, 5)])
    seen: dict[str, set[str]] = {}
    total = 0
    for split in SPLITS:
        for example in sample(split=split).examples:
            seen.setdefault(example.text.rsplit(" ", 1)[1], set()).add(split)
            total += 1
    assert total == 59 * 4
    assert all(len(splits) == 1 for splits in seen.values())
    assert {next(iter(splits)) for splits in seen.values()} == set(SPLITS)


def test_shares_of_the_splits():
    where = [split_of(str(i)) for i in range(10_000)]
    assert where.count("train") / 10_000 == pytest.approx(0.6, abs=0.02)
    assert where.count("validation") / 10_000 == pytest.approx(0.1, abs=0.01)
    assert where.count("test") / 10_000 == pytest.approx(0.3, abs=0.02)


def test_a_text_of_the_training_part_does_not_come_back_in_the_test_part(archive, sample):
    (train,), (test, other) = in_split("train", 1), in_split("test", 2)
    archive(
        [
            (f"{train}_1", 2.0, "a masterpiece"),
            (f"{test}_1", 2.0, "a masterpiece"),
            (f"{test}_2", -2.0, "a mess"),
            (f"{other}_1", -1.0, "a mess"),
        ]
    )
    assert [e.text for e in sample(split="train").examples] == ["a masterpiece"]
    assert [(e.text, e.id) for e in sample().examples] == [("a mess", f"movies/{test}_2")]
    assert [(d.reason, d.count) for d in sample().dropped] == [("repeats an earlier text", 2)]


def test_sets_without_reviews_are_split_by_the_text(archive, sample):
    archive([(str(i), 1.5, f"tweet number {i} :) #film") for i in range(200)], "tweets")
    texts = [{e.text for e in sample("tweets", split).examples} for split in SPLITS]
    assert sum(map(len, texts)) == 200
    assert all(texts)
    archive([(str(i + 7), 1.5, f"tweet number {i} :) #film") for i in range(200)], "tweets")
    assert [{e.text for e in sample("tweets", split).examples} for split in SPLITS] == texts


def test_the_same_file_gives_the_same_set(archive, sample):
    rows = [(f"{review}_1", 2.0 - review % 5, f"text {review}") for review in range(1, 100)]
    archive(rows)
    before = sample()
    assert sample() == before
    archive([*rows[:-1], (rows[-1][0], rows[-1][1], "another text")])
    assert sample(split=split_of("99")).fingerprint != before.fingerprint


def test_not_fetched_yet(cache, sample):
    with pytest.raises(ResourceMissing, match="the sample sets are not here yet") as caught:
        sample("amazon")
    assert "robust fetch movies" in caught.value.hint


def test_no_such_set(catalog):
    with pytest.raises(DataError, match=r"no sample set is called 'xyz'.*movies, amazon"):
        load_dataset(DatasetRequest("sample:xyz"), catalog=catalog)


def test_no_such_split(archive, sample):
    archive([("1_1", 2.0, "good")])
    with pytest.raises(DataError, match="train, validation, test"):
        sample(split="dev-test")


@pytest.mark.parametrize("change", [lambda whole: whole + b"x", lambda whole: whole[:-20], lambda whole: b""])
def test_a_changed_archive_is_refused_with_what_to_do(archive, cache, sample, change):
    archive([("1_1", 2.0, "good"), ("2_1", -2.0, "bad")])
    cache.write_bytes(change(cache.read_bytes()))
    with pytest.raises(ResourceMissing, match=r"is damaged, or another file.*robust fetch movies"):
        sample()


def test_an_archive_that_cannot_be_read(cache, sample):
    cache.mkdir(parents=True)
    with pytest.raises(ResourceMissing, match=r"cannot read .*robust fetch movies"):
        sample()
