"""What errors of other code say inside messages of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.classifiers.external import answer_rows
from robustbench_nlp.errors import ModelError, one_line
from robustbench_nlp.language.parse.model import Model
from robustbench_nlp.language.parse.pipeline import Pipeline


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("first\n\n  second\tthird "), "first second third"),
        (AssertionError(), "AssertionError"),
        (OSError(" \n"), "OSError"),
        (KeyError("splits"), "KeyError: 'splits'"),
        (RuntimeError("\x1b[31mred\x00 \ud800"), "[31mred"),
        (ValueError("x" * 200), "x" * 200),
        (ValueError("x" * 201), "x" * 200 + " ..."),
        ("KeyError: 'a'", "KeyError: 'a'"),
    ],
)
def test_one_printable_line_of_bounded_length(error: object, said: str) -> None:
    assert one_line(error) == said


def test_a_model_that_fails_without_a_word_is_told_by_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    class Mute:
        vocab = type("Vocab", (), {"strings": {}})

        def pipe(self, *_: object, **__: object) -> object:
            raise ValueError

    monkeypatch.setattr(Model, "load", lambda *_, **__: Mute())
    pipeline = Pipeline(Model("en_x", "1", "en_x", frozenset(), "0"), entities=False)
    with pytest.raises(ModelError, match="en_x failed: ValueError"):
        list(pipeline.columns(["A text."], "tagged"))


def test_a_file_of_answers_whose_reader_fails_without_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mute(_: Path) -> object:
        raise OSError

    (tmp_path / "a.csv").touch()
    monkeypatch.setattr(answer_rows, "_csv", mute)
    with pytest.raises(ModelError, match=r"a\.csv: OSError"):
        list(answer_rows.answer_rows(tmp_path / "a.csv"))
