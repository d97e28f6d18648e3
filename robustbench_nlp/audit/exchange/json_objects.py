"""JSON Lines, and a single JSON list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from robustbench_nlp.audit.exchange.decode import decode


def objects(content: bytes) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Line of a file of lines, or number in a list, with the object there or why there is none."""
    text = decode(content)
    try:
        whole = json.loads(text)
        found = enumerate(whole if isinstance(whole, list) else [whole], 1)
    except (ValueError, RecursionError):
        found = ((number, _parsed(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip())
    for number, value in found:
        wrong = value if isinstance(value, str) else "is not a JSON object"
        yield number, value if isinstance(value, dict) else wrong


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"is not JSON: {error}"
