"""The live source, on WordNet where it was fetched, and the way it is fetched."""

from __future__ import annotations

import hashlib
import io
import tarfile
from dataclasses import replace

import pytest

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.testing import apply
from robustbench_nlp.transforms.synonym import wordnet_resource
from robustbench_nlp.transforms.synonym.spec import SPEC
from robustbench_nlp.transforms.synonym.wordnet import live_forms, reader
from robustbench_nlp.transforms.synonym.wordnet_resource import DATA, RESOURCE, digest, fetch

fetched = pytest.mark.skipif(
    not (cache_dir() / RESOURCE.file).is_dir(), reason="WordNet was not fetched: robust fetch wordnet"
)


@fetched
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("It was a movie about an idea.", "It was a film about a thought."),
        ("I bought an automobile.", "I purchased a car."),
        ("The children began to weep.", "The kids started to weep."),
        ("An hour passed quickly.", "An hour passed rapidly."),
        ("Of course the plot had special effects, hardly funny, never terrific.", None),
        ("The director had a good plot, but nothing was pretty or sick.", None),
    ],
)
def test_usual_senses_only(before, after):
    found = {apply(SPEC, before, "rate=1,source=wordnet", seed) for seed in range(6)}
    assert (after or before) in found
    if after is None:
        assert found == {before}


@fetched
@pytest.mark.parametrize("word", "hardly never only good funny terrific plot director effects of new york".split())
def test_words_that_have_no_synonym_that_always_holds(word):
    assert not live_forms()(word)


def test_without_wordnet_it_says_how_to_get_it(tmp_path):
    with pytest.raises(ResourceMissing, match="robust fetch wordnet"):
        reader(tmp_path / RESOURCE.file)


@pytest.fixture
def release(tmp_path, monkeypatch):
    """A release with a tiny WordNet in it, with the line ends the real one has, and its digests."""
    files = {name: f"{name}\r\nof a tiny WordNet\r\n".encode() for name in DATA}
    archive = tmp_path / "tiny.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"{wordnet_resource.FOLDER}/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    pinned = replace(RESOURCE, sha256=hashlib.sha256(archive.read_bytes()).hexdigest())
    monkeypatch.setattr(wordnet_resource, "RESOURCE", pinned)
    plain = {name: content.replace(b"\r\n", b"\n") for name, content in files.items()}
    monkeypatch.setattr(wordnet_resource, "DIGEST", digest(plain))
    return archive


def test_a_release_is_unpacked_with_the_line_ends_of_wordnet(release, tmp_path):
    folder = fetch(tmp_path / "cache", release)
    assert folder == tmp_path / "cache" / RESOURCE.file
    assert (folder / "data.noun").read_bytes() == b"data.noun\nof a tiny WordNet\n"
    assert fetch(tmp_path / "cache") == folder


def test_another_file_is_refused(release, tmp_path):
    other = tmp_path / "other.tar.gz"
    other.write_bytes(release.read_bytes() + b"\0")
    with pytest.raises(ResourceMissing, match="not the file expected"):
        fetch(tmp_path / "cache", other)
    assert not (tmp_path / "cache" / RESOURCE.file).exists()


def test_other_data_in_the_release_are_refused(release, tmp_path, monkeypatch):
    monkeypatch.setattr(wordnet_resource, "DIGEST", "0" * 64)
    with pytest.raises(ResourceMissing, match="does not hold"):
        fetch(tmp_path / "cache", release)


def test_what_nltk_brings_is_kept_only_if_it_is_wordnet_3(release, tmp_path, monkeypatch):
    plain = {name: f"{name}\nof a tiny WordNet\n".encode() for name in DATA}
    monkeypatch.setattr(wordnet_resource, "_from_nltk", lambda folder: plain)
    folder = fetch(tmp_path / "good")
    assert (folder / "index.verb").read_bytes() == plain["index.verb"]
    monkeypatch.setattr(wordnet_resource, "_from_nltk", lambda folder: plain | {"data.noun": b"of another version"})
    monkeypatch.setattr(wordnet_resource, "_from_release", lambda folder, from_file: {})
    with pytest.raises(ResourceMissing):
        fetch(tmp_path / "bad")
