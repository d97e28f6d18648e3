"""How many rows each class and each transform is to give."""

from __future__ import annotations

import math
from collections.abc import Sequence

from robustbench_nlp.errors import UsageError


def check_shares(shares: Sequence[float], transforms: int) -> tuple[float, ...]:
    """Shares that add up to 1, equal ones where none are given; `UsageError` where they do not fit the transforms."""
    if not shares:
        return (1 / transforms,) * transforms
    if len(shares) != transforms:
        raise UsageError(
            f"{len(shares)} shares for {transforms} transforms", "name one share per transform, such as --shares 2,1"
        )
    if not all(0 < share < math.inf for share in shares):
        raise UsageError(f"shares must be above 0, not {', '.join(f'{share:g}' for share in shares)}")
    total = sum(shares)
    return tuple(share / total for share in shares)


def quotas(size: int, classes: int, shares: Sequence[float]) -> list[list[int]]:
    """Rows by class and transform: `size` in all, every class and every cell within one row of its part.

    Cumulative sums are rounded, not cells, so that no transform gains a row in every class.
    """
    total = sum(shares)
    found = []
    given, passed = 0, 0.0
    for k in range(classes):
        row = []
        for i, share in enumerate(shares):
            # Sums of shares do not end at 1 to the last bit; the last cell of a class must.
            passed = k + 1 if i == len(shares) - 1 else passed + share / total
            upto = math.floor(size * passed / classes + 0.5)
            row.append(upto - given)
            given = upto
        found.append(row)
    return found
