"""JSON Lines, one object per text; and what other programs export as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from robustbench_nlp.audit.exchange import argilla, label_studio
from robustbench_nlp.audit.exchange.cells import row
from robustbench_nlp.audit.exchange.decode import decode
from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.errors import DataError


def write_jsonl(texts: Iterable[tuple[str, str]]) -> bytes:
    """A blank sheet."""
    blank = {"label": "", "naturalness": None, "comment": ""}
    return "".join(
        json.dumps({"audit_id": audit_id, "text": text, **blank}) + "\n" for audit_id, text in texts
    ).encode()


def read_json(content: bytes, where: str) -> list[Row]:
    """Rows of a file of lines, or of one list; tasks of Label Studio and records of Argilla are known by their keys."""
    rows: list[Row] = []
    for number, value in _values(decode(content), where):
        if not isinstance(value, dict):
            rows.append(Row(number, unreadable=value if isinstance(value, str) else "is not a JSON object"))
        elif label_studio.is_task(value):
            rows += label_studio.read_task(number, value)
        elif argilla.is_record(value):
            rows += argilla.read_record(number, value)
        else:
            rows.append(row(number, value))
    return rows


def _values(text: str, where: str) -> Iterator[tuple[int, Any]]:
    """Line or number, with what is there; a string says what is wrong."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("["):
            raise DataError(f"{where} is not JSON: {error}", "it begins as a list; was it saved to its end?") from error
        yield from ((number, _line(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip())
        return
    yield from enumerate(whole if isinstance(whole, list) else [whole], 1)


def _line(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"is not JSON: {error}"
