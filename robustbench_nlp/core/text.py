"""An example as the data set has it, and the part of it that a transform may see."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """What a transform sees: no label, so nothing can leak from it into the rewriting."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text. `label` is an index into the data set's label names."""

    id: str
    text: str
    label: int

    @property
    def unlabelled(self) -> Text:
        """The view handed to transforms."""
        return Text(self.id, self.text)


def text_digest(text: str) -> str:
    """First 16 hex digits of the SHA-256 of the text; lone surrogates are allowed."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def content_ids(texts: Iterable[str]) -> list[str]:
    """Ids for rows that bring none: a digest of the text, with an ordinal for duplicates.

    Never the row number, so that sorting or filtering the file moves no random stream; and never the label, so that a
    transform cannot read it from the id.
    """
    seen: dict[str, int] = {}
    ids = []
    for text in texts:
        base = text_digest(text)
        ordinal = seen.get(base, 0)
        seen[base] = ordinal + 1
        ids.append(base if ordinal == 0 else f"{base}#{ordinal}")
    return ids
