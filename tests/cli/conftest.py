from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from robustbench_nlp.cli.app import main

Run = Callable[..., subprocess.CompletedProcess[str]]

LEXICON = """
GOOD = {"good", "great", "fine", "moving", "funny", "brilliant", "isn't", "lovely"}
BAD = {"bad", "awful", "dull", "boring", "terrible", "weak", "don't", "stupid"}
labels = ("negative", "positive")


def by_words(texts):
    rows = []
    for text in texts:
        words = [word.strip(".,!?").lower() for word in text.split()]
        balance = sum(word in GOOD for word in words) - sum(word in BAD for word in words)
        positive = 1 / (1 + 2.718281828 ** -balance)
        rows.append([1 - positive, positive])
    return rows


by_words.labels = labels
by_words.version = "1"
"""


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """A folder with a classifier in a module and a small data set, both written by hand."""
    (tmp_path / "lexicon.py").write_text(LEXICON, "utf-8")
    rng = random.Random(5)
    good, bad = ["good", "great", "moving", "funny", "brilliant"], ["awful", "dull", "boring", "terrible", "weak"]
    rows = ["text,label"]
    for i in range(300):
        words = rng.choices(good if i % 2 else bad, k=3)
        # Some reviews are hard: two words of the other kind.
        if i % 11 == 0:
            words += rng.choices(bad if i % 2 else good, k=4)
        rng.shuffle(words)
        rows.append(
            f"The story isn't new though {' and '.join(words)} number {i} anyway.,{'positive' if i % 2 else 'negative'}"
        )
    (tmp_path / "reviews.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return tmp_path


@pytest.fixture
def robust(workplace: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the command in that folder as a process of its own, with a cache of its own."""
    cache = tmp_path_factory.mktemp("cache")

    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "ROBUST_CACHE": str(cache), "ROBUST_PLUGINS": "", "HF_HUB_OFFLINE": "1", **more}
        return subprocess.run(
            [sys.executable, "-m", "robustbench_nlp", *arguments],
            cwd=workplace,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def here(workplace: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs the command as the fixture `robust` does, but in this process: most of a short run is importing torch."""
    return runs_here(workplace, {"ROBUST_CACHE": str(tmp_path_factory.mktemp("cache")), "ROBUST_PLUGINS": ""})


@pytest.fixture(scope="session")
def runs_in_this_process() -> Callable[[Path, Mapping[str, str]], Run]:
    """Makes what `here` is, for a folder and an environment of one's own."""
    return runs_here


def runs_here(folder: Path, environment: Mapping[str, str]) -> Run:
    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        out, said = Stream(), Stream()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(said):
            patch.chdir(folder)
            patch.setattr(sys, "argv", ["robust", *arguments])
            patch.setattr(sys, "path", list(sys.path))
            for name, value in {**environment, **more}.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main()
        _forget_modules(folder)
        return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), out.written, said.written)

    return run


class Stream(io.TextIOWrapper):
    """A standard stream that keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="", write_through=True)

    @property
    def written(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined, no-any-return]


def _forget_modules(folder: Path) -> None:
    # The next test has modules of the same names.
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(folder)):
            del sys.modules[name]
