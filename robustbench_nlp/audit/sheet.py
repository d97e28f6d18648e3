"""The sheet that an annotator gets: texts under random ids, in an order of its own, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from robustbench_nlp.audit.exchange.csv_sheet import write_csv
from robustbench_nlp.audit.item import Item
from robustbench_nlp.core.rng import rng_for


def in_order(items: Iterable[Item], annotator: str, seed: int) -> list[Item]:
    """An annotator's items in the random order in which they are read."""
    # Sorted by what is random itself: an order that came from the plan would tell controls from the rest.
    mine = sorted((item for item in items if annotator in item.annotators), key=lambda item: item.audit_id)
    return rng_for(seed, "audit/order", annotator).shuffled(mine)


def sheet_bytes(items: Sequence[Item]) -> bytes:
    """The file, with empty cells for the answers."""
    return write_csv((item.audit_id, item.text) for item in items)
