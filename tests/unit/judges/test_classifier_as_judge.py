"""A classifier that judges is believed no more than one that is tested."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from robustbench_nlp.audit.judging.independent import Relabelled
from robustbench_nlp.core.judge import JudgeRequest
from robustbench_nlp.errors import ModelError
from robustbench_nlp.judges.model import ModelJudge
from robustbench_nlp.runner.labels import NEVER_SAID


class Says:
    """The same row for every text."""

    labels = ("neg", "pos")
    digest = signature = "says"
    device = "cpu"
    calibrated = cacheable = True

    def __init__(self, *row: float) -> None:
        self._row = row

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        return [[i] for i in reversed(range(len(texts)))]

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        return np.array([self._row] * len(texts))


def judge(*row: float) -> ModelJudge:
    labels = ("positive", "mixed", "negative")
    relabelled = Relabelled(Says(*row), labels, (1, NEVER_SAID, 0))
    return ModelJudge(JudgeRequest("", labels, lambda _: relabelled))


def test_its_most_probable_label_by_the_audits_names() -> None:
    assert [answer.label for answer in judge(0.7, 0.3).answers(["a", "b"])] == ["negative"] * 2


@pytest.mark.parametrize("row", [(np.nan, np.nan), (3.2, -1.0), (0.2, 0.2, 0.6)])
def test_what_is_no_probability_is_no_answer(row: tuple[float, ...]) -> None:
    with pytest.raises(ModelError, match="says returned"):
        list(judge(*row).answers(["a text"]))
