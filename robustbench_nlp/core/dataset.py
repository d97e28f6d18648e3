"""What a reader is asked for and what it returns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from robustbench_nlp.core.text import Example


@dataclass(frozen=True)
class DatasetRequest:
    """A data set as the user named it. Empty strings mean "find it by itself where that is unambiguous"."""

    source: str
    split: str = ""
    text_column: str = ""
    label_column: str = ""
    id_column: str = ""
    config: str = ""
    language: str = ""
    """BCP-47 tag of the texts; "" for English, or what the data set says itself."""


@dataclass(frozen=True)
class Dropped:
    """Rows left out while reading, and why."""

    reason: str
    count: int


@dataclass(frozen=True)
class Dataset:
    """Examples in a stable order, with the label names their `label` indexes.

    fingerprint  changes whenever any id, text or label does (first 16 hex digits of a SHA-256)
    named        False where the names only repeat integer codes ("0", "1"), so that order decides a match
    augmentation where rows were added for a training: which, how many, and the recipe
    """

    name: str
    split: str
    labels: tuple[str, ...]
    examples: tuple[Example, ...]
    fingerprint: str
    named: bool = True
    dropped: tuple[Dropped, ...] = field(default=())
    language: str = "en"
    licence: str = ""
    augmentation: Mapping[str, Any] | None = None

    def __repr__(self) -> str:
        # With its examples it would fill a notebook.
        where = f"{self.name}/{self.split}".rstrip("/")
        return f"<Dataset {where}@{self.fingerprint[:4]}: {len(self.examples)} examples of {', '.join(self.labels)}>"
