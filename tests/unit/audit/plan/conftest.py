"""Finished runs of two small models on the same made-up reviews, and pairs made by hand."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import robustbench_nlp as rb
from robustbench_nlp.core.outcome import Outcome, Rewritten, Status

GOOD = ("good", "great", "moving", "funny", "brilliant", "wonderful", "beautiful", "charming")
BAD = ("bad", "awful", "dull", "boring", "terrible", "horrible", "ugly", "stupid")
FILLER = "the film has a story about people who live near some river and talk while it rains on their house".split()

MODELS = f"""
GOOD, BAD = {GOOD!r}, {BAD!r}


def answers(texts, good, bad):
    rows = []
    for text in texts:
        words = text.split()
        balance = sum(word in good for word in words) - sum(word in bad for word in words)
        positive = 1 / (1 + 2.718281828 ** -(balance + 0.1))
        rows.append([1 - positive, positive])
    return rows


def first(texts):
    return answers(texts, GOOD, BAD)


def second(texts):
    return answers(texts, GOOD[:6], BAD[:7])


first.labels = second.labels = ("negative", "positive")
"""

Runs = tuple[Path, Path]


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """Run folders of two models, `typo@5` on 500 reviews; not to be written into."""
    folder = tmp_path_factory.mktemp("runs")
    (folder / "models_of_audit.py").write_text(MODELS, "utf-8")
    rng = random.Random(11)
    rows = []
    for i in range(500):
        words = rng.choices(FILLER, k=12) + rng.choices(GOOD if i % 2 else BAD, k=2)
        if i % 9 == 0:
            words += rng.choices(BAD if i % 2 else GOOD, k=3)
        rng.shuffle(words)
        rows.append(f"{' '.join(words)} {i},{'positive' if i % 2 else 'negative'}\n")
    (folder / "reviews.csv").write_text("text,label\n" + "".join(rows), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROBUST_CACHE", str(folder / "cache"))
        patch.syspath_prepend(str(folder))
        for model in ("first", "second"):
            rb.evaluate(
                f"python:models_of_audit:{model}", folder / "reviews.csv", "typo@5,identity", output=folder / model
            )
    sys.modules.pop("models_of_audit", None)
    yield folder / "first", folder / "second"


@pytest.fixture
def run(runs: Runs, tmp_path: Path) -> Path:
    """The first of them, to write into."""
    return copied(runs[0], tmp_path / "run")


@pytest.fixture
def second(runs: Runs, tmp_path: Path) -> Path:
    """The other model's, to write into."""
    return copied(runs[1], tmp_path / "second")


@pytest.fixture
def again(runs: Runs, tmp_path: Path) -> Path:
    """The other model's once more."""
    return copied(runs[1], tmp_path / "again")


def copied(run: Path, to: Path) -> Path:
    """A run's own files."""
    to.mkdir()
    for name in ("report.json", "outcomes.parquet"):
        (to / name).write_bytes((run / name).read_bytes())
    return to


PairOf = Callable[..., Outcome]


@pytest.fixture
def pair() -> PairOf:
    """A changed pair: right before and after as in "10", flagged or not, of a label; with a text of its own."""

    def make(number: int, right: str = "11", label: int = 0, *, flagged: bool = False, changed: bool = True) -> Outcome:
        rewritten = Rewritten(
            f"e/{number:05d}",
            "typo@3",
            0,
            Status.CHANGED if changed else Status.UNCHANGED,
            f"text {number}{' changed' if changed else ''}",
            flags=("valence: -3",) if flagged else (),
        )
        before, after = (label if sign == "1" else 1 - label for sign in right)
        return Outcome(rewritten, f"text {number}", label, before, after, 0.9, 0.9)

    return make
