"""Values of a row as programs write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from robustbench_nlp.audit.exchange.row import Row

SECONDS = ("seconds", "lead_time")
BY = ("annotator", "completed_by")
RATING = re.compile(r"""\[\{['"]rating['"]: ?(\d)\}\]""")
"""How Label Studio's short exports write a rating."""


def row(line: int, values: Mapping[str, Any]) -> Row:
    """What a flat record says; names that mean nothing here are passed over."""
    return Row(
        line,
        audit_id=word(values.get("audit_id")),
        text=passage(values.get("text")),
        label=word(values.get("label")),
        naturalness=RATING.sub(r"\1", word(values.get("naturalness"))),
        comment=word(values.get("comment")),
        seconds=seconds(next((values[name] for name in SECONDS if values.get(name)), None)),
        by=word(next((values[name] for name in BY if values.get(name)), None)),
    )


def passage(value: Any) -> str | None:
    """A text, None where there is none."""
    return None if value is None else str(value)


def word(value: Any) -> str:
    """A short value without what spreadsheets put around it: white space, `="..."`, an apostrophe before it."""
    said = "" if value is None else str(value).strip()
    if said.startswith('="') and said.endswith('"'):
        said = said[2:-1]
    return said.removeprefix("'").strip()


def seconds(value: Any) -> float | None:
    """Time spent, None where it is not a number of at least 0."""
    try:
        time = float(str(value).replace(",", "."))
    except ValueError:
        return None
    return time if 0 <= time < float("inf") else None
