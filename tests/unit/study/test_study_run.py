"""A study in this process: what is wrong with it shows before its first step, and its errors name its way on."""

from __future__ import annotations

import contextlib
import random
from dataclasses import replace
from pathlib import Path

import pytest

from robustbench_nlp.classifiers.card import Card
from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.core.options import TrainOptions
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import ModelError, ReportError, RobustError, UsageError
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.study import small
from robustbench_nlp.study.request import StudyRequest
from robustbench_nlp.study.run import plan_study, run_study
from robustbench_nlp.study.small import few


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StudyRequest:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path / "cache"))
    data = tmp_path / "data"
    data.mkdir()
    rng = random.Random(0)
    for split, n in (("train", 60), ("test", 30)):
        rows = [f"{' '.join(rng.choices(('film', 'story', 'great', 'dull'), k=6))} {i},{i % 2}" for i in range(n)]
        (data / f"{split}.csv").write_text("\n".join(["text,label", *rows]), "utf-8")
    return StudyRequest(
        train=DatasetRequest(str(data), "train"),
        test=DatasetRequest(str(data), "test"),
        options=TrainOptions(base="bow", out=tmp_path / "study", epochs=1),
        transforms="casing",
        augment_size=10,
        out=tmp_path / "study",
        held_out="",
        seeds=1,
    )


def run(request: StudyRequest) -> None:
    run_study(request, load_catalog(allow=""), watch=contextlib.nullcontext, say=lambda line: None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"early_stopping": 2}, "means nothing to a bag-of-words model"),
        ({"base": "nobody/nothing"}, "cannot be fetched"),
        ({"base": "tiny", "early_stopping": 2}, "needs a validation part"),
        ({"base": "tiny", "freeze_layers": 9}, "the model has 2 layers"),
    ],
)
def test_options_that_no_training_accepts_are_found_before_the_first_step(
    request_: StudyRequest, tiny_base: Path, wrong: dict[str, object], said: str
) -> None:
    wrong = {**wrong, "base": str(tiny_base)} if wrong.get("base") == "tiny" else wrong
    asked = replace(request_, options=replace(request_.options, **wrong))  # type: ignore[arg-type]
    with pytest.raises(RobustError, match=said):
        plan_study(asked, load_catalog(allow=""))
    with pytest.raises(RobustError, match=said):
        run(asked)
    assert [path.name for path in request_.out.iterdir()] == [".lock"], "the folder is still free"


def test_a_plan_does_not_take_a_cold_start_for_the_speed(
    request_: StudyRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    trained = []

    def cold_at_first(*given: object) -> Card:
        trained.append(small_training(*given))  # type: ignore[arg-type]
        return replace(trained[-1], examples_per_second=1.0 if len(trained) == 1 else 100.0)

    small_training = small.train_classifier
    monkeypatch.setattr(small, "train_classifier", cold_at_first)
    (step,) = (step for step in plan_study(request_, load_catalog(allow="")) if step.name == "train-A-0")
    assert step.seconds == pytest.approx(60 / 100)


def test_a_mistake_can_be_mended_in_the_same_folder(request_: StudyRequest) -> None:
    with pytest.raises(UsageError):
        run(replace(request_, options=replace(request_.options, class_weights=True)))
    # As a process that was killed in its trial leaves it.
    (request_.out / ".trial-x").mkdir()
    run(request_)
    assert (request_.out / "study.json").is_file()
    assert not list(request_.out.glob(".trial-*"))


@pytest.mark.parametrize("left", [0, 100])
def test_what_a_power_cut_left_of_a_file_is_made_again(request_: StudyRequest, left: int) -> None:
    run(request_)
    for name in ("scores/A-0", "augmentation/0", "texts/main-000000"):
        file = request_.out / f"{name}.parquet"
        whole = file.read_bytes()
        file.write_bytes(whole[:left])
        run(request_)
        assert file.read_bytes() == whole, name


def test_an_error_of_a_training_says_which_and_names_no_option_that_a_study_lacks(
    request_: StudyRequest, tiny_base: Path
) -> None:
    options = replace(request_.options, base=str(tiny_base), learning_rate=1.0, weight_decay=1e9, warmup=0.0)
    with pytest.raises(ModelError, match=r"arm A, seed 0: the loss is not a number in step \d") as raised:
        run(replace(request_, options=replace(options, precision="fp32")))
    assert "--resume" not in raised.value.hint
    assert "the same command goes on" in raised.value.hint


def test_a_training_begun_on_another_machine_is_said_so(request_: StudyRequest, tiny_base: Path) -> None:
    left = request_.out / "models" / ".A-0.training"
    request_ = replace(request_, options=replace(request_.options, base=str(tiny_base)))
    with pytest.raises(UsageError, match="holds other things"):
        left.mkdir(parents=True)
        run(request_)
    left.rmdir()
    left.parent.rmdir()
    run(request_)
    (request_.out / "steps" / "train-A-0.json").unlink()
    (request_.out / "steps" / "score-A-0.json").unlink()
    left.mkdir(parents=True)
    (left / "asked.json").write_text('{"digest": "of another device"}', "utf-8")
    with pytest.raises(UsageError, match=r"arm A, seed 0: .*begun on another device.*delete .*\.A-0\.training"):
        run(request_)


def test_a_folder_that_cannot_be_written_is_not_taken_for_a_full_disk(request_: StudyRequest, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ReportError) as raised:
        run(replace(request_, out=tmp_path / "file" / "study"))
    assert raised.value.hint == "choose another --out"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"seed": 2**32 - 1, "seeds": 2}, "must be below"),
        ({"severity_limit": 20}, "--severity-limit without --severities"),
    ],
)
def test_numbers_that_would_fail_later_or_mean_nothing(
    request_: StudyRequest, wrong: dict[str, int], said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        replace(request_, **wrong)  # type: ignore[arg-type]


def test_few_examples_of_rare_classes_are_still_of_two() -> None:
    examples = tuple(Example(str(i), f"text {i}", int(i == 900)) for i in range(1000))
    found = few(Dataset("toy", "train", ("a", "b"), examples, "toy-1"), 8)
    assert sorted(example.label for example in found.examples) == [0] * 8 + [1]


def test_what_becomes_of_the_files_is_no_part_of_the_recipe(request_: StudyRequest) -> None:
    """The folder of a study remembers the recipe: one more entry, and none begun before could be gone on with."""
    files = {"out": Path("elsewhere"), "seed": 7, "resume": True, "overwrite": True, "progress": print}
    other = replace(request_, options=replace(request_.options, **files))  # type: ignore[arg-type]
    assert other.recipe() == request_.recipe()
