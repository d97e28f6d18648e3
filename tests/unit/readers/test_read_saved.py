"""Data sets that `datasets` saved, with the real library."""

from __future__ import annotations

import pytest

datasets = pytest.importorskip("datasets")


def split(texts, labels, **more):
    names = datasets.ClassLabel(names=["neg", "pos"])
    features = datasets.Features({"text": datasets.Value("string"), "label": names})
    return datasets.Dataset.from_dict({"text": texts, "label": labels}, features=features, **more)


@pytest.fixture
def several(tmp_path):
    splits = {"train": split(["a", "b", "c"], [0, 1, 0]), "test": split(["good", "bad"], [1, 0])}
    datasets.DatasetDict(splits).save_to_disk(tmp_path / "saved")
    return "saved"


def test_label_names_and_the_usual_split(read, several):
    dataset = read(several)
    assert (dataset.name, dataset.split, dataset.labels) == ("saved", "test", ("neg", "pos"))
    assert [(e.text, e.label) for e in dataset.examples] == [("good", 1), ("bad", 0)]
    assert dataset.named


def test_another_split(read, several):
    assert [e.text for e in read(several, split="train").examples] == ["a", "b", "c"]


def test_a_split_that_is_not_there(refused, several):
    assert "no split 'validation' (it has: train, test)" in refused(several, split="validation")


def test_a_single_split_with_a_name(read, refused, tmp_path):
    split(["good", "bad"], [1, 0], split=datasets.Split.TRAIN).save_to_disk(tmp_path / "one")
    assert read("one").split == "train"
    assert read("one", split="train") == read("one")
    assert "single split (train), it has no split 'test'" in refused("one", split="test")


def test_a_single_split_without_a_name_is_the_one_asked_for(read, tmp_path):
    split(["good", "bad"], [1, 0]).save_to_disk(tmp_path / "one")
    assert read("one").split == ""
    assert len(read("one", split="train").examples) == 2


def test_a_damaged_one(refused, several, tmp_path):
    for file in (tmp_path / several / "test").glob("*.arrow"):
        file.write_bytes(b"nothing of the kind")
    assert "cannot be loaded by `datasets`" in refused(several)


def test_a_missing_piece(refused, several, tmp_path):
    (tmp_path / several / "test" / "state.json").unlink()
    assert "cannot be loaded by `datasets`" in refused(several)


@pytest.mark.parametrize("how", [("torch", None), ("numpy", ["label"]), ("pandas", ["text"])])
def test_the_format_that_was_set_before_saving_changes_nothing(read, tmp_path, how):
    data = split(["good", "bad"], [1, 0])
    data.set_format(how[0], columns=how[1])
    data.save_to_disk(tmp_path / "one")
    assert [(e.text, e.label) for e in read("one").examples] == [("good", 1), ("bad", 0)]


def test_a_split_without_rows(refused, tmp_path):
    split([], []).save_to_disk(tmp_path / "none")
    assert "none cannot be loaded by `datasets`" in (said := refused("none"))
    assert "at least one row" in said


@pytest.mark.parametrize("content", ["[]", "{}", "3", '{"_data_files": 7}'])
def test_descriptions_of_another_shape(refused, several, tmp_path, content):
    (tmp_path / several / "test" / "state.json").write_text(content, "utf-8")
    assert "cannot be loaded by `datasets`" in refused(several)
