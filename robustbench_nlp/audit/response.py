"""One annotator's answer about one text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

MIXED, CANNOT_TELL = "mixed", "cannot tell"
UNDECIDED = (MIXED, CANNOT_TELL)
"""Answers beside the task's labels: the text says both or neither; it cannot be understood."""


@dataclass(frozen=True)
class Response:
    """An answer. A later one of the same annotator about the same text replaces an earlier one.

    label        one of the task's labels or of `UNDECIDED`; "" takes an earlier answer back
    naturalness  1 (nobody would write this) to 5, None where not asked or not answered
    seconds      spent reading, None where nobody measured
    at           when, ISO 8601 with the offset
    comment      the annotator's own words
    """

    audit_id: str
    annotator: str
    label: str
    naturalness: int | None = None
    seconds: float | None = None
    at: str = ""
    comment: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data, for a line of `responses.jsonl`."""
        return asdict(self)

    @classmethod
    def from_json(cls, line: Mapping[str, Any]) -> Response:
        """What `to_json` wrote; `TypeError` where it is anything else."""
        response = cls(**line)
        if not all(isinstance(part, str) for part in (response.audit_id, response.annotator, response.label)):
            raise TypeError("the id, the annotator and the label of an answer are strings")
        return response
