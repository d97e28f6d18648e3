"""The sheet that an annotator gets: texts under random ids, in an order of its own, and nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from robustbench_nlp.audit.item import Item
from robustbench_nlp.core.rng import rng_for

COLUMNS = ("audit_id", "text", "label", "naturalness", "comment")

FORMULA = re.compile(r"'*[=+\-@\t\r]")
GUARDED = re.compile(r"'+[=+\-@\t\r]")


def in_order(items: Iterable[Item], annotator: str, seed: int) -> list[Item]:
    """An annotator's items in the random order in which they are read."""
    mine = sorted((item for item in items if annotator in item.annotators), key=lambda item: item.audit_id)
    return rng_for(seed, "audit/order", annotator).shuffled(mine)


def sheet_bytes(items: Sequence[Item]) -> bytes:
    """A CSV file with empty cells for the answers; UTF-8 with a byte order mark, so that spreadsheets know it."""
    file = io.StringIO()
    # Everything in quotes: which cells needed them would say something about the texts.
    rows = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerows((item.audit_id, guarded(item.text), "", "", "") for item in items)
    return file.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would begin one."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if GUARDED.match(cell) else cell
