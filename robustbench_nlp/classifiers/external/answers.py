"""What a file of answers says: a text or its digest, with a predicted label or with probabilities."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from robustbench_nlp.classifiers.external.answer_rows import SHAPE, answer_rows
from robustbench_nlp.core.label_codes import label_code
from robustbench_nlp.core.probabilities import TOLERANCE
from robustbench_nlp.core.text import text_digest
from robustbench_nlp.errors import ModelError


@dataclass(frozen=True)
class Answers:
    """Probabilities by text digest, in the order of `labels`; `with_probabilities` where every row brought its own."""

    labels: tuple[str, ...]
    by_text: dict[str, tuple[float, ...]]
    with_probabilities: bool


class _Answer(NamedTuple):
    """One row: the digest of its text, and probabilities by label."""

    text: str
    by_label: dict[str, float]
    chosen: bool
    """It brought a label only."""
    unnamed: bool
    """Its probabilities are a list, which does not name the labels."""


def read_answers(path: Path) -> Answers:
    """Read and check a file; `ModelError` names the row that is wrong."""
    given: dict[str, dict[str, float]] = {}
    with_probabilities = True
    columns = 0
    for place, row in answer_rows(path):
        answer = _answer(row, place)
        with_probabilities = with_probabilities and not answer.chosen
        if answer.unnamed:
            columns = columns or len(answer.by_label)
            if len(answer.by_label) != columns:
                raise ModelError(
                    f"{place}: {len(answer.by_label)} probabilities, and {columns} in the rows before", SHAPE
                )
        if given.setdefault(answer.text, answer.by_label) != answer.by_label:
            raise ModelError(f"{place}: another answer to a text that was answered before")
    if not given:
        raise ModelError(f"{path} holds no answers", SHAPE)
    labels = tuple(sorted({label for by_label in given.values() for label in by_label}, key=_by_number))
    if len(labels) < 2:
        raise ModelError(f"{path} gives the label {labels[0]!r} to every text", "give probabilities of all labels")
    by_text = {text: tuple(by_label.get(label, 0.0) for label in labels) for text, by_label in given.items()}
    return Answers(labels, by_text, with_probabilities)


def _by_number(label: str) -> tuple[bool, int, str]:
    code = label_code(label)
    return code is None, code or 0, label


def _answer(row: Any, place: str) -> _Answer:
    if not isinstance(row, dict):
        raise ModelError(f"{place} is not an object", SHAPE)
    key = row.get("text_digest") or (text_digest(row["text"]) if isinstance(row.get("text"), str) else None)
    if not key:
        raise ModelError(f"{place} has neither text nor text_digest", SHAPE)
    label = _label(row.get("prediction"), place)
    written = row.get("probabilities")
    if not written:
        if label is None:
            raise ModelError(f"{place} has no answer", SHAPE)
        return _Answer(str(key), {label: 1.0}, chosen=True, unnamed=False)
    by_label, unnamed = _distribution(written, place)
    # Which of an unnamed list's labels a prediction is cannot be said, unless it is a number, too.
    if label is not None and (label in by_label or not unnamed):
        best = max(by_label, key=by_label.__getitem__)
        if by_label.get(label, 0.0) < by_label[best]:
            raise ModelError(
                f"{place}: the prediction is {label!r}, and the most probable label {best!r}", "leave one of them out"
            )
    return _Answer(str(key), by_label, chosen=False, unnamed=unnamed)


def _label(given: Any, place: str) -> str | None:
    """A label as a name; None where there is none, which is not a number where pandas wrote the file."""
    if given is None or (isinstance(given, float) and math.isnan(given)) or not str(given).strip():
        return None
    if not isinstance(given, str | int | float):
        raise ModelError(f"{place}: the prediction {str(given)[:60]} is no label", SHAPE)
    return str(given).strip()


def _distribution(written: Any, place: str) -> tuple[dict[str, float], bool]:
    """Probabilities by label, and whether the labels are only numbered."""
    try:
        # A CSV file holds them as JSON.
        pairs, unnamed = _pairs(json.loads(written) if isinstance(written, str) else written)
        found = {str(label).strip(): float(p) for label, p in pairs if p is not None}
    except (TypeError, ValueError, OverflowError, RecursionError):
        found = {}
    # What is not finite gives no finite sum.
    if not found or min(found.values()) < 0 or not abs(sum(found.values()) - 1) <= TOLERANCE:
        raise ModelError(f"{place}: {str(written)[:60]} are not probabilities that sum to 1", SHAPE)
    return found, unnamed


def _pairs(given: Any) -> tuple[Iterable[tuple[Any, Any]], bool]:
    if isinstance(given, dict):
        return given.items(), False
    if not isinstance(given, list):
        raise TypeError("neither an object nor a list")
    # A map of Arrow comes as a list of pairs.
    named = all(isinstance(item, tuple) for item in given)
    return (given, False) if named else (enumerate(given), True)
