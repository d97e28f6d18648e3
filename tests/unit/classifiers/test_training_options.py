"""What can be asked of a training beyond its recipe: curves, early stopping, class weights, frozen layers, memory."""

from __future__ import annotations

import json
import os
import signal
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from safetensors.numpy import load_file

from robustbench_nlp.classifiers.bow.train import train as train_bow
from robustbench_nlp.classifiers.card import read_card
from robustbench_nlp.classifiers.classes import class_weights
from robustbench_nlp.classifiers.curve_picture import picture, ticks
from robustbench_nlp.classifiers.transformer import early_stopping
from robustbench_nlp.classifiers.transformer.load import load
from robustbench_nlp.classifiers.transformer.train import train
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import LoadOptions, TrainOptions, TrainProgress
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import Interrupted, ModelError, UsageError


@pytest.fixture
def options(tiny_base: Path, tmp_path: Path) -> TrainOptions:
    return TrainOptions(
        base=str(tiny_base), out=tmp_path / "out", epochs=2, learning_rate=5e-3, precision="fp32", device="cpu"
    )


@pytest.fixture
def misleading(toy_reviews: Dataset) -> Dataset:
    """A validation part whose labels are turned round: the better the training, the higher its loss."""
    turned = tuple(replace(e, label=1 - e.label) for e in toy_reviews.examples[:40])
    return replace(toy_reviews, examples=turned, fingerprint="turned")


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def curve(folder: Path) -> list[dict[str, float]]:
    return [json.loads(line) for line in (folder / "training.jsonl").read_text("utf-8").splitlines()]


def interrupt_at(step: int) -> Callable[[TrainProgress], None]:
    def heard(progress: TrainProgress) -> None:
        if progress.done == step:
            os.kill(os.getpid(), signal.SIGINT)

    return heard


def test_the_curve_is_beside_the_model_as_data_and_as_a_picture(options: TrainOptions, toy_reviews: Dataset) -> None:
    train(toy_reviews, toy_reviews, options)
    points = curve(options.out)
    assert [p["step"] for p in points] == list(range(1, 41))
    assert points[0]["accuracy"] < 0.9
    assert points[-1]["accuracy"] > 0.95
    assert points[-1]["loss"] < points[0]["loss"]
    looks = {p["step"]: p["validation_accuracy"] for p in points if "validation_accuracy" in p}
    assert list(looks) == [20, 40], "once an epoch"
    assert looks[40] == read_card(options.out).validation_accuracy  # type: ignore[union-attr]
    root = ET.fromstring((options.out / "training.svg").read_text("utf-8"))
    said = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"loss", "accuracy", "training", "validation", "step"} <= said


def test_looking_at_a_validation_part_changes_no_weight(options: TrainOptions, toy_reviews: Dataset) -> None:
    for name, part in (("with", toy_reviews), ("without", None)):
        train(toy_reviews, part, replace(options, out=options.out.with_name(name), epochs=1))
    assert weights(options.out.with_name("with")) == weights(options.out.with_name("without"))


def test_a_curve_with_wide_points_shows_no_interruption(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Points of seven steps: the interruption falls between two of them.
    monkeypatch.setattr("robustbench_nlp.classifiers.transformer.arguments.LOGS", 5)
    with pytest.raises(Interrupted):
        train(toy_reviews, toy_reviews, replace(options, progress=interrupt_at(13)))
    train(toy_reviews, toy_reviews, replace(options, resume=True))
    whole = replace(options, out=options.out.with_name("whole"))
    train(toy_reviews, toy_reviews, whole)
    assert curve(options.out) == curve(whole.out)
    assert curve(whole.out)[-1]["step"] == 40, "the last step has a point"
    assert weights(options.out) == weights(whole.out)


def test_it_stops_early_and_keeps_the_best_weights(
    options: TrainOptions, toy_reviews: Dataset, misleading: Dataset
) -> None:
    options = replace(options, early_stopping=2)
    card = train(toy_reviews, misleading, options)
    points = curve(options.out)
    losses = {int(p["step"]): p["validation_loss"] for p in points if "validation_loss" in p}
    assert card.best_step == min(losses, key=losses.__getitem__)
    assert max(losses) == card.best_step + 2 * 5, "four looks an epoch, two of them in vain"
    assert points[-1]["step"] == max(losses) < 40
    # What was saved is what was best: measured again, it has the accuracy of that look.
    best = next(p for p in points if p["step"] == card.best_step)
    assert card.validation_accuracy == pytest.approx(best["validation_accuracy"])
    assert [path.name for path in options.out.parent.iterdir()] == ["out"]


def test_a_training_that_still_gains_is_not_stopped(options: TrainOptions, toy_reviews: Dataset) -> None:
    card = train(toy_reviews, toy_reviews, replace(options, early_stopping=8))
    assert curve(options.out)[-1]["step"] == 40
    assert card.best_step is not None


@pytest.mark.parametrize("step", [3, 5, 8])
def test_interrupted_before_it_stops_early_it_stops_where_it_would_have(
    options: TrainOptions, toy_reviews: Dataset, misleading: Dataset, step: int
) -> None:
    options = replace(options, early_stopping=2)
    with pytest.raises(Interrupted):
        train(toy_reviews, misleading, replace(options, progress=interrupt_at(step)))
    again = train(toy_reviews, misleading, replace(options, resume=True))
    whole = replace(options, out=options.out.with_name("whole"))
    assert again.best_step == train(toy_reviews, misleading, whole).best_step
    assert weights(options.out) == weights(whole.out)
    assert curve(options.out) == curve(whole.out)


def test_early_stopping_needs_something_to_look_at(options: TrainOptions, toy_reviews: Dataset) -> None:
    for nothing in (None, replace(toy_reviews, examples=())):
        with pytest.raises(UsageError, match="early-stopping needs a validation part"):
            train(toy_reviews, nothing, replace(options, early_stopping=2))


def test_a_disk_that_fills_up_while_the_best_weights_are_kept(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(early_stopping, "save_model", full)
    with pytest.raises(ModelError, match=r"No space left.*--resume"):
        train(toy_reviews, toy_reviews, replace(options, early_stopping=2))
    assert not options.out.exists()


def test_another_validation_part_is_another_training(
    options: TrainOptions, toy_reviews: Dataset, misleading: Dataset
) -> None:
    options = replace(options, early_stopping=2)
    with pytest.raises(Interrupted):
        train(toy_reviews, misleading, replace(options, progress=interrupt_at(3)))
    with pytest.raises(UsageError, match="other data or options"):
        train(toy_reviews, toy_reviews, replace(options, resume=True))


def test_class_weights_are_inverse_to_the_sizes_and_one_on_average() -> None:
    assert class_weights([90, 10]) == pytest.approx([100 / 180, 5.0])
    assert class_weights([5, 0, 15]) == pytest.approx([2.0, 0.0, 20 / 30])


def test_class_weights_help_the_rare_class(options: TrainOptions, toy_reviews: Dataset) -> None:
    # Texts that say nothing: the answer is the prior, and weights make it even.
    examples = tuple(Example(f"x/{i}", "the film is a story", int(i % 10 == 0)) for i in range(200))
    rare = replace(toy_reviews, examples=examples, fingerprint="rare")
    shares = []
    for name, weighted in (("plain", False), ("weighted", True)):
        out = options.out.with_name(name)
        card = train(rare, None, replace(options, out=out, class_weights=weighted, epochs=4))
        classifier = load(str(out), LoadOptions(device="cpu", precision="fp32"))
        shares.append(float(classifier.predict_proba(["the film is a story"])[0, 1]))
    assert shares[0] == pytest.approx(0.1, abs=0.07)
    assert shares[1] == pytest.approx(0.5, abs=0.2)
    assert card.options["class_weights"] == pytest.approx([200 / 360, 5.0])


def test_frozen_layers_stay_as_they_were(options: TrainOptions, toy_reviews: Dataset, tiny_base: Path) -> None:
    train(toy_reviews, None, replace(options, freeze_layers=1, epochs=0.5))
    before, after = load_file(tiny_base / "model.safetensors"), load_file(options.out / "model.safetensors")
    same = {name for name, value in before.items() if (after[f"distilbert.{name}"] == value).all()}
    assert {n for n in before if n.startswith("embeddings.")} <= same
    assert {n for n in before if n.startswith("transformer.layer.0.")} <= same
    assert not same & {n for n in before if n.startswith("transformer.layer.1.") and n.endswith("weight")}


def test_more_layers_than_there_are(options: TrainOptions, toy_reviews: Dataset) -> None:
    with pytest.raises(UsageError, match="the model has 2 layers"):
        train(toy_reviews, None, replace(options, freeze_layers=3))


def test_saving_memory_changes_no_weight(options: TrainOptions, toy_reviews: Dataset) -> None:
    for name, saved in (("saved", True), ("plain", False)):
        out = options.out.with_name(name)
        train(toy_reviews, None, replace(options, out=out, gradient_checkpointing=saved, freeze_layers=1, epochs=0.5))
    assert weights(options.out.with_name("saved")) == weights(options.out.with_name("plain"))


def test_a_tracker_that_is_not_there_is_said_before_anything_is_done(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(UsageError, match="pip install tensorboard"):
        train(toy_reviews, None, replace(options, report_to=("tensorboard",)))
    with pytest.raises(UsageError, match="there are: tensorboard, wandb"):
        train(toy_reviews, None, replace(options, report_to=("mlflow",)))


def test_tensorboard_gets_the_curve(options: TrainOptions, toy_reviews: Dataset) -> None:
    pytest.importorskip("tensorboard")
    train(toy_reviews, toy_reviews, replace(options, report_to=("tensorboard",), epochs=0.5))
    assert list((options.out.parent / "runs" / "out").glob("events.out.tfevents.*"))


@pytest.mark.parametrize(
    "asked",
    [
        {"early_stopping": 2},
        {"class_weights": True},
        {"freeze_layers": 1},
        {"gradient_checkpointing": True},
        {"report_to": ("tensorboard",)},
        {"warmup": 0.2},
        {"truncation": "tail"},
    ],
)
def test_a_bag_of_words_has_none_of_this(options: TrainOptions, toy_reviews: Dataset, asked: dict[str, Any]) -> None:
    option = "--" + next(iter(asked)).replace("_", "-")
    with pytest.raises(UsageError, match=f"{option}.* means nothing to a bag-of-words model"):
        train_bow(toy_reviews, None, replace(options, base="bow", **asked))


@pytest.mark.parametrize("wrong", [{"early_stopping": 0}, {"freeze_layers": -1}])
def test_options_that_mean_nothing(options: TrainOptions, wrong: dict[str, int]) -> None:
    with pytest.raises(UsageError, match="must be at least"):
        replace(options, **wrong)  # type: ignore[arg-type]


def test_added_rows_are_in_the_card(options: TrainOptions, toy_reviews: Dataset) -> None:
    recipe = {"kind": "rewritten", "rows": 3, "transforms": ["typo.v2"], "left_out": {"typo: unchanged": 2}}
    for base, trained in ((options.base, train), ("bow", train_bow)):
        plain = replace(
            options, base=base, out=options.out.with_name(base[-3:]), epochs=0.2, device="auto", precision="auto"
        )
        trained(replace(toy_reviews, augmentation=recipe), None, plain)
        assert read_card(plain.out).augmentation == recipe  # type: ignore[union-attr]


@pytest.mark.parametrize(("low", "high"), [(0, 1), (0.3, 0.31), (0.0001, 7.2), (0.5, 0.5), (0, 12345), (-2, 3)])
def test_ticks_are_few_and_hold_the_values(low: float, high: float) -> None:
    found = ticks(low, high)
    assert found[0] <= low
    assert found[-1] >= high
    assert 2 <= len(found) <= 8
    assert found == sorted(set(found))


@pytest.mark.parametrize("points", [[], [{"step": 1.0, "loss": float("nan")}], [{"step": 1.0, "accuracy": 1.0}]])
def test_the_picture_of_next_to_nothing_is_a_picture(points: list[dict[str, float]]) -> None:
    assert "nan" not in picture(points, 1)
    ET.fromstring(picture(points, None))


def test_a_base_without_a_fast_tokenizer(options: TrainOptions, toy_reviews: Dataset, tmp_path: Path) -> None:
    import torch
    from transformers import AutoTokenizer, ByT5Tokenizer, DistilBertConfig, DistilBertModel

    folder = tmp_path / "bytes"
    ByT5Tokenizer(model_max_length=64).save_pretrained(folder)
    config = DistilBertConfig(vocab_size=384, dim=32, hidden_dim=64, n_layers=2, n_heads=2, max_position_embeddings=64)
    with torch.random.fork_rng():
        DistilBertModel(config).save_pretrained(folder)
    assert not AutoTokenizer.from_pretrained(folder).is_fast
    card = train(toy_reviews, toy_reviews, replace(options, base=str(folder), early_stopping=4, epochs=1))
    assert card.options["max_length"] == 64
    assert load(str(options.out), LoadOptions(device="cpu")).predict_proba(["", "é" * 1000]).shape == (2, 2)


@pytest.mark.parametrize("step", [6, 11, 14])
def test_killed_at_any_step_it_goes_on_to_the_same_model(
    options: TrainOptions, toy_reviews: Dataset, misleading: Dataset, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    class KilledError(Exception):
        """Nothing cleans up behind it."""

    def heard(progress: TrainProgress) -> None:
        if progress.done == step:
            raise KilledError

    options = replace(options, early_stopping=2, learning_rate=2e-3)
    whole = replace(options, out=options.out.with_name("whole"))
    train(toy_reviews, misleading, whole)
    # Every third step or so leaves a checkpoint: the best weights may be of a later step than the checkpoint.
    monkeypatch.setattr("robustbench_nlp.classifiers.transformer.callbacks.SAVE_EVERY_SECONDS", 0.05)
    with pytest.raises(KilledError):
        train(toy_reviews, misleading, replace(options, progress=heard))
    train(toy_reviews, misleading, replace(options, resume=True))
    assert weights(options.out) == weights(whole.out)
    assert curve(options.out) == curve(whole.out)
