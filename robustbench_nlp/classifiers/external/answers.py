"""Reads a file of answers: a text or its digest, with a predicted label or with probabilities."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from robustbench_nlp.core.label_codes import label_code
from robustbench_nlp.core.text import text_digest
from robustbench_nlp.errors import ModelError

SHAPE = 'each row needs "text" or "text_digest", and "prediction" (a label) or "probabilities" ({label: p})'


@dataclass(frozen=True)
class Answers:
    """Probabilities by text digest, in the order of `labels`."""

    labels: tuple[str, ...]
    by_text: dict[str, tuple[float, ...]]
    with_probabilities: bool


def read_answers(path: Path) -> Answers:
    """Read and check a file; `ModelError` names the row that is wrong."""
    given: dict[str, dict[str, float]] = {}
    sure = True
    for number, row in enumerate(_rows(path), 1):
        key, answer, is_distribution = _answer(row, f"{path}, row {number}")
        sure = sure and not is_distribution
        if given.setdefault(key, answer) != answer:
            raise ModelError(f"{path}, row {number}: another answer to a text that was answered before")
    if not given:
        raise ModelError(f"{path} holds no answers", SHAPE)
    labels = tuple(sorted({label for answer in given.values() for label in answer}, key=_by_number))
    if len(labels) < 2:
        raise ModelError(f"{path} gives the label {labels[0]!r} to every text", "give probabilities of all labels")
    by_text = {key: tuple(answer.get(label, 0.0) for label in labels) for key, answer in given.items()}
    return Answers(labels, by_text, not sure)


def _by_number(label: str) -> tuple[bool, int, str]:
    code = label_code(label)
    return code is None, code or 0, label


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    readers = {".jsonl": _json_lines, ".csv": _csv, ".parquet": _parquet}
    reader = readers.get(path.suffix.lower())
    if not path.exists():
        raise ModelError(f"no such file of predictions: {path}", "check the path")
    if reader is None:
        raise ModelError(f"cannot tell the format of {path}", f"use one of: {', '.join(readers)}")
    try:
        yield from reader(path)
    except (OSError, ValueError, RecursionError, csv.Error) as error:
        raise ModelError(f"cannot read {path}: {str(error).splitlines()[0]}", SHAPE) from error


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").split("\n"):
        if line.strip():
            yield json.loads(line)


def _csv(path: Path) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(2**31 - 1)
    for row in csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")):
        if row.get("probabilities"):
            row["probabilities"] = json.loads(row["probabilities"])
        yield row


def _parquet(path: Path) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet as pq

    # pyarrow takes every name for UTF-8, which a file system need not.
    with path.open("rb") as file:
        yield from pq.read_table(file).to_pylist()


def _answer(row: Any, place: str) -> tuple[str, dict[str, float], bool]:
    if not isinstance(row, dict):
        raise ModelError(f"{place} is not an object", SHAPE)
    key = row.get("text_digest") or (text_digest(row["text"]) if isinstance(row.get("text"), str) else None)
    if not key:
        raise ModelError(f"{place} has neither text nor text_digest", SHAPE)
    probabilities, label = row.get("probabilities"), row.get("prediction")
    if probabilities:
        return str(key), _distribution(probabilities, place), True
    if label is None or not str(label).strip():
        raise ModelError(f"{place} has no answer", SHAPE)
    return str(key), {str(label).strip(): 1.0}, False


def _distribution(given: Any, place: str) -> dict[str, float]:
    try:
        found = {str(label): float(p) for label, p in _pairs(given) if p is not None}
    except (TypeError, ValueError, OverflowError):
        found = {}
    if not found or not all(math.isfinite(p) and p >= 0 for p in found.values()) or abs(sum(found.values()) - 1) > 1e-3:
        raise ModelError(f"{place}: {str(given)[:60]} are not probabilities that sum to 1", SHAPE)
    return found


def _pairs(given: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(given, dict):
        return given.items()
    if isinstance(given, list):
        # A map of Arrow comes as a list of pairs.
        return given if all(isinstance(item, tuple) for item in given) else enumerate(given)
    return ()
