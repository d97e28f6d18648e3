"""Fine-tuning: learns, repeats itself to the byte, says what is wrong."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from filelock import FileLock

from robustbench_nlp.classifiers.card import read_card
from robustbench_nlp.classifiers.transformer.load import load
from robustbench_nlp.classifiers.transformer.train import train
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import LoadOptions, TrainOptions, TrainProgress
from robustbench_nlp.errors import ModelError, UsageError


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def test_it_learns_and_says_how_it_was_made(options: TrainOptions, toy_reviews: Dataset) -> None:
    seen: list[TrainProgress] = []
    card = train(toy_reviews, toy_reviews, replace(options, progress=seen.append))
    assert card.validation_accuracy is not None
    assert card.validation_accuracy > 0.95
    assert read_card(options.out) == replace(card, options=dict(card.options))
    assert card.class_counts == (160, 160)
    assert card.options["max_length"] == 64
    assert card.seconds > 0
    assert [p.done for p in seen] == list(range(1, 81))
    assert seen[-1].loss is not None
    assert seen[-1].loss < 0.4
    classifier = load(str(options.out), LoadOptions(device="cpu", precision="fp32"))
    assert classifier.labels == ("negative", "positive")
    good, bad = classifier.predict_proba(["the film is great", "the film is dull"])
    assert good[1] > 0.6
    assert bad[1] < 0.4


def test_a_model_folder_holds_no_pickle_and_no_leftovers(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, replace(options, epochs=1))
    assert {path.suffix for path in options.out.iterdir()} <= {".json", ".jsonl", ".safetensors", ".svg", ".txt"}
    modes = {path.stat().st_mode & 0o777 for path in options.out.iterdir()}
    assert modes == {options.out.stat().st_mode & 0o666}, "what the umask says, for all of them"
    assert modes != {0o600}
    assert [path.name for path in options.out.parent.iterdir()] == ["out"]


def test_same_seed_same_weights_other_seed_others(options: TrainOptions, toy_reviews: Dataset) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        train(toy_reviews, None, replace(options, out=options.out.with_name(name), seed=seed, epochs=1))
    a, b, c = (weights(options.out.with_name(name)) for name in "abc")
    assert a == b
    assert a != c


def test_the_generators_of_the_process_are_left_as_they_were(options: TrainOptions, toy_reviews: Dataset) -> None:
    before = random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state().tolist()  # noqa: NPY002
    train(toy_reviews, None, replace(options, epochs=1))
    assert before == (random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state().tolist())  # noqa: NPY002


def test_two_trainings_do_not_write_to_one_place(options: TrainOptions, toy_reviews: Dataset) -> None:
    with FileLock(options.out.parent / ".out.training.lock"), pytest.raises(UsageError, match="another training"):
        train(toy_reviews, None, options)


def test_a_loss_that_is_not_a_number_stops_and_says_where(options: TrainOptions, toy_reviews: Dataset) -> None:
    with pytest.raises(ModelError, match=r"not a number in step \d+ of 80.*--lr"):
        train(toy_reviews, None, replace(options, learning_rate=1.0, weight_decay=1e9, warmup=0.0))
    assert not options.out.exists()


@pytest.mark.parametrize("saving", [-1.0, 300.0])
def test_weights_that_are_no_numbers_are_not_kept(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch, saving: float
) -> None:
    # One step, whose loss is a number: only the weights show what it did.
    monkeypatch.setattr("robustbench_nlp.classifiers.transformer.callbacks.SAVE_EVERY_SECONDS", saving)
    with pytest.raises(ModelError, match=r"weight is not a number after step 1 of 1.*--lr"):
        train(toy_reviews, None, replace(options, epochs=0.05, learning_rate=1.0, weight_decay=1e300, warmup=0.0))
    assert not options.out.exists()
    assert not list(options.out.parent.glob("*/checkpoint-*"))


def test_one_class_teaches_nothing(options: TrainOptions, toy_reviews: Dataset) -> None:
    positive = tuple(e for e in toy_reviews.examples if e.label == 1)
    with pytest.raises(ModelError, match="one label"):
        train(replace(toy_reviews, examples=positive), None, options)


def test_dropout_reaches_the_model_whatever_it_is_called(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, replace(options, epochs=0.1, dropout=0.0))
    config = (options.out / "config.json").read_text("utf-8")
    assert '"dropout": 0.0' in config
    assert '"seq_classif_dropout": 0.0' in config


def test_a_finished_classifier_can_be_a_base_for_other_labels(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, None, replace(options, epochs=0.2))
    three = replace(
        toy_reviews,
        labels=("a", "b", "c"),
        examples=tuple(replace(e, label=i % 3) for i, e in enumerate(toy_reviews.examples)),
    )
    train(three, None, replace(options, base=str(options.out), out=options.out.with_name("three"), epochs=0.2))
    assert load(str(options.out.with_name("three")), LoadOptions()).labels == ("a", "b", "c")


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("pkg:not_installed_here/model", "no package"),
        ("pkg:json/../..", "no folder"),
        ("pkg:__main__/model", "no package"),
    ],
)
def test_a_base_that_is_not_here(options: TrainOptions, toy_reviews: Dataset, base: str, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        train(toy_reviews, None, replace(options, base=base))


def test_a_damaged_base_is_one_line(options: TrainOptions, toy_reviews: Dataset, tiny_base: Path) -> None:
    broken = options.out.with_name("broken")
    shutil.copytree(tiny_base, broken)
    (broken / "model.safetensors").write_bytes(b"\x10\x00\x00\x00\x00\x00\x00\x00 nothing here")
    with pytest.raises(ModelError, match=r"model\.safetensors is damaged"):
        train(toy_reviews, None, replace(options, base=str(broken)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"epochs": 0},
        {"learning_rate": -1},
        {"learning_rate": float("nan")},
        {"batch_size": 0},
        {"warmup": 1},
        {"weight_decay": -0.1},
        {"dropout": 1.0},
        {"seed": -1},
    ],
)
def test_options_out_of_range_are_named(options: TrainOptions, wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError, match=f"--.* must be .*, not {next(iter(wrong.values()))}"):
        replace(options, **wrong)  # type: ignore[arg-type]
