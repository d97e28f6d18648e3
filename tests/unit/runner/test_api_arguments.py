"""What people hand to the Python side: paths, lists, generators; and what can only be a mistake."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import robustbench_nlp as rb
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.request import EvalRequest


def test_paths_and_lists_are_as_good_as_strings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path / "cache"))
    data = tmp_path / "a.csv"
    data.write_text(
        "text,label\n" + "".join(f"{('dull', 'good')[i % 2]} film {i},{i % 2}\n" for i in range(40)), "utf-8"
    )
    card: rb.ModelCard = rb.train(data, rb.TrainOptions(base="bow", out=tmp_path / "model"), validation=data)
    done = rb.evaluate(tmp_path / "model", data, ["typo@1", "identity"])
    # What comes back has public names, for those who annotate their own functions.
    assert card.n == 40
    assert isinstance(done, rb.Evaluation)
    assert isinstance(done.report, rb.Report)
    assert isinstance(done.report.results[0], rb.TransformResult)
    assert isinstance(done.report.results[0].drop, rb.Interval)
    assert isinstance(done.outcomes[0], rb.Outcome)
    assert isinstance(done.outcomes[0].rewritten, rb.Rewritten)
    assert [result.transform for result in done.report.results] == ["typo@1", "identity"]
    assert rb.load_classifier(tmp_path / "model").labels == ("0", "1")
    assert len(rb.load_dataset(data).examples) == 40
    # As the last line of a notebook's cell: what it is, not megabytes of texts.
    shown = repr(done)
    assert "model on a, 40 examples" in shown
    assert "typo@1 " in shown
    assert "identity 0.0" in shown
    assert str(done.folder) in shown
    assert len(shown) < 400
    assert repr(rb.load_dataset(data)).endswith(": 40 examples of 0, 1>")
    classifier = rb.load_classifier(tmp_path / "model")
    assert repr(classifier) == f"<BowClassifier bow:model@{classifier.digest[:4]}: 0, 1>"
    added = rb.augment(data, ["typo@5"], 4)
    assert repr(added) == f"<Augmentation: {len(added.rows)} of 4 rows; typo@5 {len(added.rows)}>"
    assert "10 transforms" in repr(rb.load_catalog(allow=""))


def test_a_validation_part_that_lacks_a_class_is_measured_by_the_names_of_its_labels(tmp_path: Path) -> None:
    rows = [f"{('dull', 'even', 'good')[i % 3]} film {i},{'abc'[i % 3]}" for i in range(90)]
    (tmp_path / "all.csv").write_text("\n".join(["text,label", *rows]), "utf-8")
    (tmp_path / "some.csv").write_text("\n".join(["text,label", *(row for row in rows if row[-1] != "a")]), "utf-8")
    options = rb.TrainOptions(base="bow", out=tmp_path / "model", epochs=20, learning_rate=0.01)
    assert rb.train(tmp_path / "all.csv", options, validation=tmp_path / "some.csv").validation_accuracy == 1


def test_texts_may_come_from_a_generator() -> None:
    texts = ["It isn't bad.", "Nothing."]
    given = rb.transform((text for text in texts), "contraction")
    assert given == rb.transform(texts, "contraction")
    assert given[0].text == "It is not bad."


@pytest.mark.parametrize(("texts", "said"), [("It isn't bad.", "a list of texts"), ([None], "a list of texts")])
def test_what_is_no_list_of_texts_is_refused(texts: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        rb.transform(texts, "contraction")


@pytest.mark.parametrize("option", ["limit", "draws", "workers", "seed"])
@pytest.mark.parametrize("value", ["10", 2.5])
def test_what_is_no_whole_number_is_refused(option: str, value: Any) -> None:
    with pytest.raises(UsageError, match=f"--{option} must be a whole number, not {value!r}"):
        EvalRequest(DatasetRequest("sample"), "model", "typo", **{option: value})


def test_a_seed_that_a_run_refuses_is_refused() -> None:
    with pytest.raises(UsageError, match="seed"):
        rb.transform(["a"], "typo", seed=-1)


def test_numbers_of_other_libraries_are_as_good_as_pythons(tmp_path: Path) -> None:
    request = EvalRequest(DatasetRequest("sample"), "model", "typo", limit=np.int64(5), seed=np.int32(3))  # type: ignore[arg-type]
    assert json.dumps([request.limit, request.seed]) == "[5, 3]"
    data = tmp_path / "a.csv"
    rows = [f"{('It is dull', 'It is good')[i % 2]} film {i},{i % 2}" for i in range(40)]
    data.write_text("\n".join(["text,label", *rows]), "utf-8")
    drawn = rb.augment(data, ["casing"], np.int64(4), seed=np.int64(3))  # type: ignore[arg-type]
    larger = rb.with_transformed(rb.load_dataset(data), drawn)
    options = rb.TrainOptions("bow", tmp_path / "model", seed=np.int64(3), epochs=np.float32(1))  # type: ignore[arg-type]
    assert rb.train(larger, options).seed == 3
    assert rb.load_classifier(tmp_path / "model").labels == ("0", "1")


@pytest.mark.parametrize("kind", [rb.LoadOptions, lambda **given: rb.TrainOptions("bow", Path("m"), **given)])
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"truncation": "middle"}, "--truncation must be one of head, tail, head_tail, not 'middle'"),
        ({"precision": "fp8"}, "--precision must be one of auto, fp32, bf16, fp16, not 'fp8'"),
        ({"max_length": "128"}, "--max-length must be a whole number, not '128'"),
    ],
)
def test_options_are_what_they_can_be(kind: Any, given: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=f"^{said}$"):
        kind(**given)


@pytest.mark.parametrize(
    ("option", "value"), [("epochs", "3"), ("learning_rate", "1e-5"), ("batch_size", 16.5), ("seed", None)]
)
def test_a_training_is_asked_for_in_numbers(option: str, value: Any) -> None:
    with pytest.raises(UsageError, match=r"must be a (whole )?number"):
        rb.TrainOptions("bow", Path("model"), **{option: value})


@pytest.mark.parametrize("ask", [rb.load_classifier, lambda model: rb.evaluate(model, "a.csv", "typo")])
@pytest.mark.parametrize("model", [None, 5, len, b"model"])
def test_a_model_that_is_no_name_is_not_looked_for_on_the_hub(ask: Any, model: Any) -> None:
    with pytest.raises(UsageError, match=r"a model is asked for by .*python:module:function"):
        ask(model)


@pytest.mark.parametrize("ask", [rb.load_dataset, lambda data: rb.evaluate("model", data, "typo")])
@pytest.mark.parametrize("data", [None, [("a", 1)], {"text": ["a"]}])
def test_data_that_are_no_name_are_not_looked_for_on_the_hub(ask: Any, data: Any) -> None:
    with pytest.raises(UsageError, match="a data set is asked for by"):
        ask(data)


@pytest.mark.parametrize("transforms", [None, 5, [1, 2]])
def test_transforms_are_texts(transforms: Any) -> None:
    for ask in (
        lambda: rb.transform(["a"], transforms),
        lambda: rb.augment("a.csv", transforms, 1),
        lambda: rb.evaluate("model", "a.csv", transforms),
    ):
        with pytest.raises(UsageError, match="transforms are asked for by name"):
            ask()


def test_a_list_is_as_good_as_a_string_wherever_transforms_are_named() -> None:
    assert rb.transform(["It isn't bad."], ["contraction"]) == rb.transform(["It isn't bad."], "contraction")


def as_model(given: Any) -> Any:
    return rb.evaluate(given, "data.csv", "typo")


def as_data(given: Any) -> Any:
    return rb.evaluate("model", given, "typo")


def as_transforms(given: Any) -> Any:
    return rb.evaluate("model", "data.csv", given)


def as_classifier(given: Any) -> Any:
    return rb.load_classifier(given)


def as_training_data(given: Any) -> Any:
    return rb.train(given, rb.TrainOptions(base="bow", out=Path("out")))


def as_options(given: Any) -> Any:
    return rb.train("data.csv", given)


@pytest.mark.parametrize(
    ("use", "said"),
    [
        (as_model, "a model is asked for by name or folder, not by a dict .*python:__main__:function"),
        (as_classifier, "a model is asked for by name or folder, not by a dict"),
        (as_data, "a data set is asked for by name, file or folder, or with a DatasetRequest, not by a dict"),
        (as_training_data, "a data set is asked for by name"),
        (as_transforms, "transforms are asked for by name"),
        (as_options, "train.. takes TrainOptions, not a dict"),
    ],
)
def test_what_can_only_be_a_mistake_is_named_as_what_it_is(use: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        use({1: 2})


def test_a_function_of_a_notebook_is_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("text,label\na good film,b\na dull film,a\n", "utf-8")

    def predict(texts: list[str]) -> list[list[float]]:
        return [[0.1, 0.9] if "good" in text else [0.9, 0.1] for text in texts]

    predict.labels = ["a", "b"]  # type: ignore[attr-defined]
    monkeypatch.setattr(sys.modules["__main__"], "predict", predict, raising=False)
    assert rb.evaluate("python:__main__:predict", "a.csv", "identity").report.accuracy.value == 1
