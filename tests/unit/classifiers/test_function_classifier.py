"""`python:package.module:function`: what it says is taken in any form, and believed only when checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from robustbench_nlp.classifiers.external import function
from robustbench_nlp.core.options import LoadOptions
from robustbench_nlp.errors import ModelError


def asked(answer: Any) -> function.FunctionClassifier:
    def model(texts: list[str]) -> Any:
        return answer(texts) if callable(answer) else answer

    model.labels = ("no", "yes")  # type: ignore[attr-defined]
    return function.FunctionClassifier("here:model", model)


def test_a_function_is_asked_and_checked() -> None:
    assert asked([[0.25, 0.75]]).predict_proba(["a"]).tolist() == [[0.25, 0.75]]
    assert asked(lambda texts: np.full((len(texts), 2), 0.5)).batches(["a"] * 600)[-1][-1] == 599


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([[0.5, 0.6]], "not probabilities"),
        ([[-1.0, 2.0]], "not probabilities"),
        ([[float("nan"), 1.0]], "not probabilities"),
        ([0.5, 0.5], "1 dimensions"),
        ([[0.5, 0.5]] * 3, r"shape \(3, 2\)"),
        ("nothing", "str, which are no rows of numbers"),
        ([{"label": "yes", "score": 0.7}], "list of dict, which are no rows of numbers"),
        (iter([[0.5, 0.5]]), "no rows of numbers"),
        ([[2.0, -1.0]], "of scores, return the softmax"),
    ],
)
def test_a_function_that_returns_something_else(answer: Any, said: str) -> None:
    with pytest.raises(ModelError, match=said):
        asked(answer).predict_proba(["a text"])


def test_a_function_that_fails_is_not_our_bug() -> None:
    def fails(texts: list[str]) -> Any:
        raise RuntimeError("out of order")

    with pytest.raises(ModelError, match="out of order"):
        asked(fails).predict_proba(["a"])


def test_only_a_function_with_a_version_is_remembered() -> None:
    model = asked([[0.5, 0.5]])
    assert not model.cacheable

    def versioned(texts: list[str]) -> Any:
        return [[0.5, 0.5]] * len(texts)

    versioned.version = "2"  # type: ignore[attr-defined]
    one, other = (function.FunctionClassifier("m:f", versioned) for _ in range(2))
    assert one.cacheable
    assert one.digest == other.digest
    assert one.labels == ("0", "1")


@pytest.mark.parametrize("labels", [np.array(["no", "yes"]), ["no", "yes"], ("no", "yes")])
def test_labels_of_a_function_in_any_kind_of_list(labels: Any) -> None:
    def model(texts: list[str]) -> Any:
        return [[0.5, 0.5]] * len(texts)

    model.labels = labels  # type: ignore[attr-defined]
    assert function.FunctionClassifier("m:f", model).labels == ("no", "yes")


@pytest.mark.parametrize("labels", [5, "np", [], ["yes"], ["yes", "yes"], {"no", "yes"}, {0: "no", 1: "yes"}])
def test_labels_of_a_function_that_are_no_list_of_names(labels: Any) -> None:
    def model(texts: list[str]) -> Any:
        return [[0.5, 0.5]] * len(texts)

    model.labels = labels  # type: ignore[attr-defined]
    with pytest.raises(ModelError, match="not two or more different names"):
        function.FunctionClassifier("m:f", model)


def test_labels_that_raise() -> None:
    class Model:
        @property
        def labels(self) -> Any:
            raise RuntimeError("not fitted")

        def __call__(self, texts: list[str]) -> Any:
            return [[0.5, 0.5]] * len(texts)

    with pytest.raises(ModelError, match="RuntimeError: not fitted"):
        function.FunctionClassifier("m:f", Model())


@pytest.mark.parametrize("said", ["\x1b[31mred\x00", "a\nb", "x" * 100_000, "\ud800"])
def test_an_error_of_a_function_is_one_short_printable_line(said: str) -> None:
    def fails(texts: list[str]) -> Any:
        raise ValueError(said)

    with pytest.raises(ModelError) as raised:
        asked(fails).predict_proba(["a"])
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 300


HALVES = torch.tensor([[0.25, 0.75]])


@pytest.mark.parametrize(
    "answer",
    [
        [[0.25, 0.75]],
        ((0.25, 0.75),),
        np.array([[0.25, 0.75]], dtype=np.float32),
        HALVES,
        HALVES.bfloat16(),
        HALVES.clone().requires_grad_(),
        list(HALVES.clone().requires_grad_()),
    ],
)
def test_rows_of_numbers_in_any_form(answer: Any) -> None:
    assert asked(lambda _: answer).predict_proba(["a"]).tolist() == [[0.25, 0.75]]


def test_one_column_is_not_one_per_label() -> None:
    with pytest.raises(ModelError, match="1 column"):
        function.FunctionClassifier("here:model", lambda texts: [[1.0]] * len(texts))


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module of the user's in the current folder, whose function imports another one when it is asked."""
    monkeypatch.chdir(tmp_path)
    files = {
        "users_model": """
from users_parts import certain
LABELS = ["no", "yes"]
class Model:
    version = "1"
    def predict(self, texts):
        from users_lazy import ROW
        return [ROW] * len(texts)
model = Model()
""",
        "users_parts": "def certain(texts): return [[0.0, 1.0]] * len(texts)",
        "users_lazy": "ROW = [0.25, 0.75]",
    }
    for name, source in files.items():
        (tmp_path / f"{name}.py").write_text(source, "utf-8")
        monkeypatch.delitem(sys.modules, name, raising=False)
    return "users_model"


def test_a_method_in_the_current_folder_that_imports_late(module: str) -> None:
    before = list(sys.path)
    classifier = function.load(f"{module}:model.predict", LoadOptions())
    assert classifier.predict_proba(["a"]).tolist() == [[0.25, 0.75]]
    assert sys.path == before


def test_labels_are_those_of_the_module_that_was_named(module: str) -> None:
    assert function.load(f"{module}:certain", LoadOptions()).labels == ("no", "yes")


@pytest.mark.parametrize("source", ["users_model", "users_model:", "users_model:nothing", "no_such:f", "folder/m.py:f"])
def test_a_function_that_is_not_there(module: str, source: str) -> None:
    with pytest.raises(ModelError, match=r"write python:package\.module:function"):
        function.load(source, LoadOptions())
