from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from robustbench_nlp.errors import ModelError
from robustbench_nlp.runner.predictions import PredictionStore, text_key
from robustbench_nlp.runner.score import score


class Counting:
    """A real classifier, if a simple one: the share of vowels says the class."""

    labels = ("consonant", "vowel")
    digest = "counting-1"
    signature = "counting"
    device = "cpu"
    calibrated = True
    cacheable = True

    def __init__(self, fail_after: int | None = None) -> None:
        self.seen: list[str] = []
        self.fail_after = fail_after

    def batches(self, texts: Sequence[str]) -> list[list[int]]:
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        return [order[i : i + 2] for i in range(0, len(order), 2)]

    def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
        if self.fail_after is not None and len(self.seen) >= self.fail_after:
            raise KeyboardInterrupt
        self.seen += texts
        share = np.array([sum(c in "aeiou" for c in t) / max(1, len(t)) for t in texts])
        return np.stack([1 - share, share], axis=1)


TEXTS = ["aa", "bb", "aa", "abab", "c", "\ud800x"]


def silent(done: int, total: int) -> None:
    pass


def test_every_text_once_and_never_again(tmp_path: Path) -> None:
    classifier = Counting()
    store = PredictionStore(tmp_path / "p.sqlite", classifier.digest)
    scores = score(classifier, TEXTS, store, silent)
    assert sorted(classifier.seen) == sorted(set(TEXTS))
    assert scores["abab"].tolist() == [0.5, 0.5]
    again = Counting()
    warm = score(again, TEXTS, PredictionStore(tmp_path / "p.sqlite", again.digest), silent)
    assert again.seen == []
    assert all(warm[t].tolist() == scores[t].tolist() for t in TEXTS)
    other = Counting()
    score(other, TEXTS, PredictionStore(tmp_path / "p.sqlite", "another model"), silent)
    assert len(other.seen) == 5


def test_an_interrupt_keeps_what_was_scored(tmp_path: Path) -> None:
    interrupted = Counting(fail_after=2)
    with pytest.raises(KeyboardInterrupt):
        score(interrupted, TEXTS, PredictionStore(tmp_path / "p.sqlite", "m"), silent)
    rest = Counting()
    score(rest, TEXTS, PredictionStore(tmp_path / "p.sqlite", "m"), silent)
    assert len(rest.seen) == 5 - len(interrupted.seen) == 3


def test_a_cache_that_cannot_be_written_is_said_and_does_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    store = PredictionStore(tmp_path / "file" / "p.sqlite", "m")
    assert "not kept" in store.trouble
    assert len(score(Counting(), TEXTS, store, silent)) == 5
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"not a database at all" * 100)
    store = PredictionStore(damaged, "m")
    assert "not kept" in store.trouble
    assert len(score(Counting(), TEXTS, store, silent)) == 5


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_cache(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "p.sqlite").close()
    tmp_path.chmod(0o500)
    assert "not kept" in PredictionStore(tmp_path / "p.sqlite", "m").trouble


def test_wrong_shapes_and_nan_are_the_models_fault(tmp_path: Path) -> None:
    class Thin(Counting):
        def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
            return np.ones((len(texts), 1))

    class Blank(Counting):
        def predict_proba(self, texts: Sequence[str]) -> NDArray[np.float64]:
            return np.full((len(texts), 2), np.nan)

    with pytest.raises(ModelError, match="shape"):
        score(Thin(), TEXTS, PredictionStore(None, "m"), silent)
    with pytest.raises(ModelError, match=r"\[nan, nan\]"):
        score(Blank(), TEXTS, PredictionStore(None, "m"), silent)


DAMAGED: list[object] = [
    b"\x00" * 7,
    np.array([1.0]).tobytes(),
    np.array([0.5, np.nan]).tobytes(),
    np.array([np.inf, 0.5]).tobytes(),
    np.array([-0.5, 1.5]).tobytes(),
    np.array([0.5, 0.6]).tobytes(),
    "text",
    7,
]


@pytest.mark.parametrize("blob", DAMAGED, ids=repr)
def test_a_damaged_row_is_not_believed_but_scored_again(tmp_path: Path, blob: object) -> None:
    file = tmp_path / "p.sqlite"
    clean = score(Counting(), TEXTS, PredictionStore(file, "m"), silent)
    with sqlite3.connect(file) as db:
        db.execute("UPDATE predictions SET probabilities = ? WHERE text = ?", (blob, text_key("abab")))
    again, store = Counting(), PredictionStore(file, "m")
    scores = score(again, TEXTS, store, silent)
    assert again.seen == ["abab"]
    assert all(scores[text].tolist() == clean[text].tolist() for text in TEXTS)
    assert store.trouble.startswith("1 kept predictions were damaged")
    healed = Counting()
    score(healed, TEXTS, PredictionStore(file, "m"), silent)
    assert healed.seen == []


def test_a_file_with_another_table_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "p.sqlite") as db:
        db.execute("CREATE TABLE predictions (model TEXT, text BLOB)")
    store = PredictionStore(tmp_path / "p.sqlite", "m")
    assert "not kept" in store.trouble
    assert len(score(Counting(), TEXTS, store, silent)) == 5
