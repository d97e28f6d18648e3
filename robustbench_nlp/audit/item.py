"""One text of an audit, with everything about it that no annotator may see."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


class Kind(str, enum.Enum):
    """Why a text is in the sheet."""

    TRANSFORMED = "transformed"
    ORIGINAL = "control_orig"
    """An untouched text: whoever does not give it its label errs, or its label is wrong."""
    FLIP = "control_flip"
    """A text whose label is known to have changed: whoever does not see that is not reading."""


@dataclass(frozen=True)
class Item:
    """A text to be labelled.

    audit_id   random, and all of this that a sheet shows beside the text
    stratum    name of the stratum it stands for, as in the manifest; controls have that of the pair they came from
    gold       the label that it should have: the data's, for a flip the other one ("" where there are several)
    annotators who get it
    text       what is read
    original   sha256 of the text it was made from; of itself for an untouched one
    flags      what the automatic label checks said
    """

    audit_id: str
    example_id: str
    kind: Kind
    stratum: str
    gold: str
    annotators: tuple[str, ...]
    text: str
    original: str
    transform: str
    draw: int = 0
    flags: tuple[str, ...] = ()

    @property
    def text_sha256(self) -> str:
        """Of the text as it is read."""
        return sha256(self.text)

    def to_json(self) -> dict[str, Any]:
        """Plain data, for a line of `items.jsonl`."""
        return {**asdict(self), "kind": self.kind.value, "text_sha256": self.text_sha256}

    @classmethod
    def from_json(cls, line: Mapping[str, Any]) -> Item:
        """What `to_json` wrote; `KeyError`, `TypeError` or `ValueError` where it is anything else."""
        fields = {key: value for key, value in line.items() if key != "text_sha256"}
        item = cls(
            **{
                **fields,
                "kind": Kind(line["kind"]),
                "annotators": tuple(line["annotators"]),
                "flags": tuple(line["flags"]),
            }
        )
        if item.text_sha256 != line["text_sha256"]:
            raise ValueError(f"the text of {item.audit_id} was changed")
        return item


def sha256(text: str) -> str:
    """Of the text's UTF-8 bytes, in hexadecimal; lone surrogates have their own."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
