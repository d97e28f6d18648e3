"""Answers from a file: the right ones are taken, of each other one it is said what is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.response import Response


@dataclass(frozen=True)
class Refusal:
    """A line that was not taken."""

    line: int
    audit_id: str
    why: str


@dataclass(frozen=True)
class Taken:
    """What became of a file.

    accepted  new answers, now in the folder
    as_before rows that say what the annotator had said already
    blank     rows without an answer yet
    """

    accepted: tuple[Response, ...]
    refused: tuple[Refusal, ...]
    as_before: int = 0
    blank: int = 0


def take_in(folder: AuditFolder, annotator: str, rows: Iterable[Row]) -> Taken:
    """Add an annotator's answers to an audit; `UsageError` where the audit has no such annotator."""
    raise NotImplementedError
