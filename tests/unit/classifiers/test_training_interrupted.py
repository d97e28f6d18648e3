"""A training that is interrupted, or whose disk fills up, goes on to what it would have been."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from safetensors import SafetensorError

from robustbench_nlp.classifiers.card import read_card
from robustbench_nlp.classifiers.transformer.encode import Encoder
from robustbench_nlp.classifiers.transformer.train import train
from robustbench_nlp.classifiers.transformer.trainer import CheckedTrainer
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import TrainOptions, TrainProgress
from robustbench_nlp.errors import Interrupted, ModelError, UsageError


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def interrupt_at(step: int):  # type: ignore[no-untyped-def]
    def heard(progress: TrainProgress) -> None:
        if progress.done == step:
            os.kill(os.getpid(), signal.SIGINT)

    return heard


def test_an_interrupted_training_goes_on_to_the_same_weights(options: TrainOptions, toy_reviews: Dataset) -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(Interrupted, match="a checkpoint is kept"):
        train(toy_reviews, None, replace(options, progress=interrupt_at(33)))
    assert not options.out.exists()
    steps: list[int] = []
    train(toy_reviews, None, replace(options, resume=True, progress=lambda p: steps.append(p.done)))
    assert steps[0] == 34, "what was done is not done again"
    whole = replace(options, out=options.out.with_name("whole"))
    train(toy_reviews, None, whole)
    assert weights(options.out) == weights(whole.out)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("left", ["", '{"epoch": 0.2'])
def test_a_checkpoint_that_was_cut_off_is_not_resumed(options: TrainOptions, toy_reviews: Dataset, left: str) -> None:
    with pytest.raises(Interrupted, match="a checkpoint is kept"):
        train(toy_reviews, None, replace(options, progress=interrupt_at(5)))
    (checkpoint,) = (options.out.parent / ".out.training").glob("checkpoint-*")
    state = checkpoint / "trainer_state.json"
    if left:
        state.write_text(left, "utf-8")
    else:
        state.unlink()
    steps: list[int] = []
    there: list[bool] = []

    def heard(progress: TrainProgress) -> None:
        steps.append(progress.done)
        there.append(checkpoint.exists())

    train(toy_reviews, None, replace(options, epochs=4, resume=True, progress=heard))
    assert steps[0] == 1
    assert not there[0], "it takes no room"


def test_another_question_is_not_resumed(options: TrainOptions, toy_reviews: Dataset) -> None:
    with pytest.raises(Interrupted, match="a checkpoint is kept"):
        train(toy_reviews, None, replace(options, progress=interrupt_at(5)))
    with pytest.raises(UsageError, match="other data or options"):
        train(toy_reviews, None, replace(options, resume=True, learning_rate=1e-3))
    with pytest.raises(UsageError, match="other data or options"):
        train(replace(toy_reviews, fingerprint="toy-2"), None, replace(options, resume=True))


def test_an_interrupted_training_is_not_lost_to_a_forgotten_resume(options: TrainOptions, toy_reviews: Dataset) -> None:
    with pytest.raises(Interrupted):
        train(toy_reviews, None, replace(options, progress=interrupt_at(5)))
    for again in (options, replace(options, learning_rate=1e-3)):
        with pytest.raises(
            UsageError, match=r"checkpoint of step 5 .--resume goes on with it, --overwrite starts anew"
        ):
            train(toy_reviews, None, again)
    steps: list[int] = []
    train(toy_reviews, None, replace(options, epochs=1, overwrite=True, progress=lambda p: steps.append(p.done)))
    assert steps[0] == 1


def test_an_interrupt_before_the_first_step_says_what_is_kept(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Encoder, "__call__", interrupted)
        with pytest.raises(KeyboardInterrupt):
            train(toy_reviews, None, options)
    with pytest.raises(Interrupted):
        train(toy_reviews, None, replace(options, progress=interrupt_at(5)))
    monkeypatch.setattr(Encoder, "__call__", interrupted)
    with pytest.raises(Interrupted, match=r"the checkpoint of step 5 is kept.*--resume"):
        train(toy_reviews, None, replace(options, resume=True))


def test_a_disk_that_fills_up_while_the_model_is_saved(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)")

    monkeypatch.setattr("transformers.PreTrainedModel.save_pretrained", full)
    # A training of more than a few minutes has a checkpoint to go on from.
    with pytest.raises(ModelError, match=r"cannot write the model.*No space left.*--resume"):
        train(toy_reviews, None, replace(options, epochs=0.1))
    assert not options.out.exists()


def test_a_finished_model_is_not_resumed(options: TrainOptions, toy_reviews: Dataset) -> None:
    short = replace(options, epochs=0.1, resume=True)
    train(toy_reviews, None, short)
    before = weights(options.out)
    with pytest.raises(UsageError, match=r"nothing to resume.*--overwrite"):
        train(replace(toy_reviews, fingerprint="toy-2"), None, short)
    assert weights(options.out) == before


def test_an_interrupt_behind_the_last_step_is_heard_once_the_model_is_there(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = CheckedTrainer.evaluate

    def interrupted(self: CheckedTrainer, *args: Any, **more: Any) -> dict[str, float]:
        os.kill(os.getpid(), signal.SIGINT)
        return measure(self, *args, **more)

    monkeypatch.setattr(CheckedTrainer, "evaluate", interrupted)
    with pytest.raises(Interrupted, match="behind the last step"):
        train(toy_reviews, toy_reviews, replace(options, epochs=1))
    assert read_card(options.out) is not None
    assert [path.name for path in options.out.parent.iterdir()] == ["out"]


def test_the_last_good_checkpoint_outlives_a_loss_that_is_not_a_number(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("robustbench_nlp.classifiers.transformer.callbacks.SAVE_EVERY_SECONDS", -1.0)
    with pytest.raises(ModelError, match=r"not a number in step (\d+).*--resume") as raised:
        train(toy_reviews, None, replace(options, learning_rate=1.0, weight_decay=1e9, warmup=0.0))
    step = int(str(raised.value).partition("step ")[2].partition(" ")[0])
    assert step > 1
    kept = options.out.parent / ".out.training" / f"checkpoint-{step - 1}" / "trainer_state.json"
    assert kept.is_file()


def test_a_disk_that_fills_up_while_a_checkpoint_is_saved(
    options: TrainOptions, toy_reviews: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[str] = []

    def third(self: Any, folder: str) -> None:
        saved.append(folder)
        if len(saved) == 3:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("robustbench_nlp.classifiers.transformer.callbacks.SAVE_EVERY_SECONDS", -1.0)
    with monkeypatch.context() as patched:
        patched.setattr("transformers.Trainer._save_scaler", third)
        with pytest.raises(ModelError, match=r"cannot write a checkpoint.*No space left.*--resume"):
            train(toy_reviews, None, options)
    left = [path.name for path in options.out.parent.glob(".out.training/checkpoint-*")]
    assert left == ["checkpoint-2"], "half a checkpoint takes no room"
    steps: list[int] = []
    train(toy_reviews, None, replace(options, resume=True, progress=lambda p: steps.append(p.done)))
    assert steps[0] == 3
    whole = replace(options, out=options.out.with_name("whole"))
    train(toy_reviews, None, whole)
    assert weights(options.out) == weights(whole.out)
