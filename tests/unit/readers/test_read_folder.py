"""Folders of files named after splits, and single files that are a split."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from robustbench_nlp.api import load_dataset
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers import robust_datasets
from robustbench_nlp.readers.folder import READERS


@pytest.fixture
def folder(tmp_path):
    def go(*names: str):
        for name in names:
            path = tmp_path / "reviews" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            # The text tells which file was read.
            content = f"text,label\ngood {name},1\nbad {name},0\n"
            if ".json" in name:
                content = f'{{"text": "good {name}", "label": 1}}\n{{"text": "bad {name}", "label": 0}}\n'
            path.write_bytes(gzip.compress(content.encode()) if name.lower().endswith(".gz") else content.encode())
        return tmp_path / "reviews"

    return go


@pytest.mark.parametrize(
    ("files", "wanted", "split", "file"),
    [
        (["train.csv", "test.csv"], "", "test", "test.csv"),
        (["train.csv", "test.csv"], "train", "train", "train.csv"),
        (["train.csv", "dev.csv"], "", "validation", "dev.csv"),
        (["train.csv", "valid.csv"], "dev", "validation", "valid.csv"),
        (["train.csv", "val.csv", "test.csv"], "validation", "validation", "val.csv"),
        (["train.csv", "validation.csv"], "valid", "validation", "validation.csv"),
        (["TRAIN.CSV", "Test.csv"], "train", "train", "TRAIN.CSV"),
        (["train.jsonl.gz", "test.csv"], "train", "train", "train.jsonl.gz"),
        (["TRAIN.CSV.GZ", "test.csv"], "train", "train", "TRAIN.CSV.GZ"),
        (["train-00000-of-00001.csv", "test-00000-of-00001.csv"], "", "test", "test-00000-of-00001.csv"),
        (["reviews.csv"], "", "reviews", "reviews.csv"),
        (["reviews.csv", "notes.md", ".hidden.csv"], "", "reviews", "reviews.csv"),
        (["fold1.csv", "fold2.csv"], "fold2", "fold2", "fold2.csv"),
    ],
)
def test_the_split_is_found(read, folder, files, wanted, split, file):  # noqa: PLR0917
    dataset = read(folder(*files), split=wanted)
    assert dataset.split == split
    assert dataset.name == "reviews"
    assert dataset.examples[0].text == f"good {file}"


@pytest.mark.parametrize(
    ("files", "wanted", "said"),
    [
        (["fold1.csv", "fold2.csv"], "", "several splits: fold1, fold2"),
        (["train.csv", "test.csv"], "validation", "no split 'validation' (it has: test, train)"),
        (["dev.csv", "valid.csv"], "", "are the same split 'validation'"),
        (["test.csv", "test.jsonl"], "", "test.csv and test.jsonl"),
        (["notes.md"], "", "no data files"),
    ],
)
def test_the_split_cannot_be_found(refused, folder, files, wanted, said):
    assert said in refused(folder(*files), split=wanted)


def test_a_folder_that_is_not_there(catalog):
    with pytest.raises(DataError, match="no such folder: nowhere"):
        load_dataset(DatasetRequest("folder:nowhere"), catalog=catalog)


def test_a_folder_that_is_closed(refused, folder, monkeypatch):
    def closed(path):
        raise PermissionError(13, "Permission denied", str(path))

    source = folder("test.csv")
    monkeypatch.setattr(Path, "iterdir", closed)
    assert f"cannot read {source}: Permission denied" in refused(source)


@pytest.mark.parametrize("source", ["reviews", "reviews/test.csv"])
def test_a_configuration_is_not_silently_ignored(refused, folder, source):
    folder("test.csv")
    assert "has no configurations" in refused(source, config="plain_text")


def test_trouble_names_the_file_in_the_folder(refused, folder):
    (folder("train.csv") / "test.csv").write_text("text,label\n", "utf-8")
    assert "test.csv has columns but no rows" in refused(folder())


@pytest.mark.parametrize(("name", "split"), [("test.csv", "test"), ("dev.csv", "validation"), ("reviews.csv", "")])
def test_a_single_file_is_the_split_of_its_name(read, folder, name, split):
    dataset = read(folder(name) / name)
    assert dataset.split == split
    assert dataset.name == "reviews"


@pytest.mark.parametrize(("name", "split"), [("test.csv", "test"), ("dev.csv", "validation"), ("valid.csv", "dev")])
def test_a_single_file_may_be_asked_for_its_own_split(read, folder, name, split):
    assert len(read(folder(name) / name, split=split).examples) == 2


@pytest.mark.parametrize("name", ["test.csv", "reviews.csv"])
def test_a_single_file_has_no_other_split(refused, folder, name):
    assert "no split 'train'" in refused(folder(name) / name, split="train")


def test_a_folder_reads_every_kind_of_file_that_is_read_by_itself():
    by_itself = {
        ending: spec.read.rpartition(":")[2]
        for spec in robust_datasets()
        for ending in spec.suffixes
        if ending.startswith(".")
    }
    assert {ending: read.__name__ for ending, read in READERS.items()} == by_itself
