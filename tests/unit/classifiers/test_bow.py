from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from filelock import FileLock
from safetensors.torch import load_file, save_file

from robustbench_nlp.classifiers.bow.load import load
from robustbench_nlp.classifiers.bow.train import train
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.errors import ModelError, UsageError


@pytest.fixture
def options(tmp_path: Path) -> TrainOptions:
    return TrainOptions(base="bow", out=tmp_path / "out", learning_rate=1e-2)


def test_it_learns_what_words_mean(options: TrainOptions, toy_reviews: Dataset) -> None:
    card = train(toy_reviews, toy_reviews, options)
    assert card.validation_accuracy is not None
    assert card.validation_accuracy > 0.95
    classifier = load(str(options.out), LoadOptions())
    assert classifier.labels == ("negative", "positive")
    probabilities = classifier.predict_proba(["a brilliant story", "an awful story", "nothing it knows", "\ud800"])
    assert np.allclose(probabilities.sum(axis=1), 1)
    assert probabilities[0, 1] > 0.7
    assert probabilities[1, 1] < 0.3
    assert {path.suffix for path in options.out.iterdir()} == {".json", ".safetensors"}


def test_an_answer_does_not_depend_on_its_company(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, options)
    classifier = load(str(options.out), LoadOptions())
    texts = [example.text for example in toy_reviews.examples]
    together = classifier.predict_proba(texts)
    assert np.allclose(classifier.predict_proba(texts[40:41]), together[40:41], atol=1e-7)


def test_no_texts_get_no_answers(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, options)
    assert load(str(options.out), LoadOptions()).predict_proba([]).shape == (0, 2)


def test_same_seed_same_bytes(options: TrainOptions, toy_reviews: Dataset) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        train(toy_reviews, None, replace(options, out=options.out.with_name(name), seed=seed))
    a, b, c = ((options.out.with_name(n) / "bow.safetensors").read_bytes() for n in "abc")
    assert a == b
    assert a != c
    digests = {load(str(options.out.with_name(n)), LoadOptions()).digest for n in "abc"}
    assert len(digests) == 2


def test_training_over_a_model_replaces_it_whole(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, options)
    (options.out / "old-file").write_text("", "utf-8")
    train(toy_reviews, None, replace(options, seed=5, overwrite=True))
    assert not (options.out / "old-file").exists()
    assert [path.name for path in options.out.parent.iterdir()] == ["out"]


def test_damaged_files_are_one_line(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, options)
    settings = options.out / "bow.json"
    content = json.loads(settings.read_text("utf-8"))
    for broken in ("{", json.dumps({**content, "terms": content["terms"][:-1]}), json.dumps({"schema": "other"})):
        settings.write_text(broken, "utf-8")
        with pytest.raises(ModelError, match=r"damaged.*train it again"):
            load(str(options.out), LoadOptions())
    settings.write_text(json.dumps(content), "utf-8")
    (options.out / "bow.safetensors").write_bytes(b"not tensors")
    with pytest.raises(ModelError, match="damaged"):
        load(str(options.out), LoadOptions())


def test_what_cannot_be_learnt(options: TrainOptions, toy_reviews: Dataset) -> None:
    one_class = tuple(e for e in toy_reviews.examples if e.label)
    with pytest.raises(ModelError, match="one label"):
        train(replace(toy_reviews, examples=one_class), None, options)
    silent = tuple(replace(e, text="---") for e in toy_reviews.examples)
    with pytest.raises(ModelError, match="no words"):
        train(replace(toy_reviews, examples=silent), None, options)
    with pytest.raises(ModelError, match=r"not a number in step \d+.*--lr"):
        train(toy_reviews, None, replace(options, learning_rate=1.0, weight_decay=1e9))


def test_settings_that_only_look_like_a_model(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, options)
    settings = options.out / "bow.json"
    content = json.loads(settings.read_text("utf-8"))
    terms = content["terms"]
    for change in (
        {"labels": [0, 1]},
        {"labels": None},
        {"labels": "np"},
        {"labels": ["positive", "positive"]},
        {"labels": {"negative": 0, "positive": 1}},
        {"terms": list(range(len(terms)))},
        {"terms": [*terms[:-1], terms[0]]},
        {"terms": None},
    ):
        settings.write_text(json.dumps({**content, **change}), "utf-8")
        with pytest.raises(ModelError, match=r"is damaged: its (labels|terms)"):
            load(str(options.out), LoadOptions())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("b_H", torch.tensor(1.0)),
        ("b_H", torch.zeros(0)),
        ("idf", torch.tensor(1.0)),
        ("U", torch.ones(64, 2, dtype=torch.int64)),
        ("idf", torch.nan),
        ("H", torch.inf),
        ("b_U", torch.nan),
    ],
)
def test_weights_that_fit_no_network(
    options: TrainOptions, toy_reviews: Dataset, name: str, value: torch.Tensor | float
) -> None:
    train(toy_reviews, None, replace(options, epochs=0.1))
    tensors = load_file(options.out / "bow.safetensors")
    tensors[name] = value if isinstance(value, torch.Tensor) else torch.full_like(tensors[name], value)
    save_file(tensors, options.out / "bow.safetensors")
    with pytest.raises(ModelError, match="damaged"):
        load(str(options.out), LoadOptions())


def test_a_folder_that_is_not_there_is_not_called_damaged(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no bag-of-words model: bow\.json is missing"):
        load(str(tmp_path / "nowhere"), LoadOptions())


def test_a_finished_model_is_not_resumed(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, replace(options, resume=True))
    before = (options.out / "bow.safetensors").read_bytes()
    with pytest.raises(UsageError, match="nothing to resume"):
        train(toy_reviews, None, replace(options, resume=True, seed=7))
    assert (options.out / "bow.safetensors").read_bytes() == before


def test_a_last_step_that_ruins_the_weights_is_noticed(options: TrainOptions, toy_reviews: Dataset) -> None:
    ruinous = replace(options, learning_rate=1.0, weight_decay=1e30, epochs=3 * 32 / len(toy_reviews.examples))
    with pytest.raises(ModelError, match="not a number"):
        train(toy_reviews, None, ruinous)
    assert not options.out.exists()


def test_two_trainings_do_not_write_to_one_place_nor_over_a_model(options: TrainOptions, toy_reviews: Dataset) -> None:
    with FileLock(options.out.parent / ".out.training.lock"), pytest.raises(UsageError, match="another training"):
        train(toy_reviews, None, options)
    train(toy_reviews, None, options)
    assert [path.name for path in options.out.parent.iterdir()] == ["out"]
    card = options.out / "robust_model.json"
    first = card.read_bytes()
    with pytest.raises(UsageError, match="out is there already"):
        train(toy_reviews, None, replace(options, seed=1))
    assert card.read_bytes() == first
