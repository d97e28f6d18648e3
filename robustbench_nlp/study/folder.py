"""The folder of a study: one question, one writer at a time, and the record of every step that is done."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.runner.folder_lock import held

ASKED, TRIAL = "asked.json", ".trial-"
MAGIC = b"PAR1"
"""First and last bytes of a Parquet file."""


class StudyFolder:
    """Where everything of a study lies; each file is there whole or not at all."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def locked(self) -> AbstractContextManager[None]:
        """Hold the folder; `UsageError` where another study does."""
        return held(self.path, "study", "--out")

    def refuse_other(self, asked: Mapping[str, Any]) -> None:
        """`UsageError` where the folder holds other things, or a study of another question: it says what differs."""
        before = self._asked()
        if before is None:
            there = self.path.iterdir() if self.path.is_dir() else ()
            if any(path.name != ".lock" and not path.name.startswith(TRIAL) for path in there):
                raise UsageError(f"{self.path} holds other things than a study", "choose another --out")
        elif before != json.loads(json.dumps(asked)):
            differs = ", ".join(_differences(before, json.loads(json.dumps(asked))))
            raise UsageError(
                f"{self.path} holds a study that differs in: {differs}",
                "go on with the same arguments, or choose another --out",
            )

    def claim(self, asked: Mapping[str, Any]) -> None:
        """Make the folder this study's."""
        self.refuse_other(asked)
        write_whole(self.path / ASKED, _text(asked))

    def _asked(self) -> Any:
        try:
            return json.loads((self.path / ASKED).read_text("utf-8"))
        except (OSError, ValueError):
            return None

    def record(self, step: str) -> dict[str, Any] | None:
        """What a finished step left, or None."""
        try:
            found: dict[str, Any] = json.loads((self.path / "steps" / f"{step}.json").read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def keep(self, step: str, record: Mapping[str, Any]) -> None:
        """A step is done when its record is there; so this comes after everything else it writes."""
        write_whole(self.path / "steps" / f"{step}.json", _text(record))

    def model(self, arm: str, seed: int) -> Path:
        """Where an arm's model lies until it has scored the texts."""
        return self.path / "models" / f"{arm}-{seed}"

    def scores(self, arm: str, seed: int) -> Path:
        """What that model says about every text."""
        return self.path / "scores" / f"{arm}-{seed}.parquet"

    def unfinished_scores(self, arm: str, seed: int) -> Path:
        """The same while it is at it."""
        return self.path / "scores" / f".{arm}-{seed}.sqlite"

    def augmentation(self, seed: int) -> Path:
        """The rewritten training examples of a seed."""
        return self.path / "augmentation" / f"{seed}.parquet"

    def shard(self, suite: str, index: int) -> Path:
        """A piece of the rewritten test texts."""
        return self.path / "texts" / f"{suite}-{index:06d}.parquet"


def whole(product: Path) -> bool:
    """Whether a model's folder or a Parquet file is there, and not just its name: a power cut may leave no more."""
    if product.is_dir():
        return True
    try:
        with product.open("rb") as file:
            begins = file.read(len(MAGIC)) == MAGIC
            file.seek(-len(MAGIC), os.SEEK_END)
            return begins and file.read() == MAGIC
    except OSError:
        return False


def _text(content: Mapping[str, Any]) -> bytes:
    return (json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def _differences(before: Any, now: dict[str, Any]) -> list[str]:
    known = before if isinstance(before, dict) else {}
    return [key for key in sorted({*now, *known}) if known.get(key) != now.get(key)]
