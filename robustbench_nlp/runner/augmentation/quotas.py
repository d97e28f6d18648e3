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
    if total == math.inf:
        raise UsageError(f"shares are too large to add up: {', '.join(f'{share:g}' for share in shares)}")
    return tuple(share / total for share in shares)


def quotas(size: int, classes: int, shares: Sequence[float]) -> list[list[int]]:
    """Rows by class and transform: `size` in all, every class and every cell within one row of its part.

    What rounding leaves over goes to the transforms that are furthest behind, so that none gains a row in every class.
    """
    found: list[list[int]] = []
    given = [0] * len(shares)
    upto = 0
    for k in range(classes):
        wanted = (k + 1) * size // classes - upto
        upto += wanted
        row = [math.floor(share * wanted) for share in shares]
        behind = sorted(range(len(shares)), key=lambda i: given[i] + row[i] - shares[i] * upto)
        for i in behind[: wanted - sum(row)]:
            row[i] += 1
        given = [a + b for a, b in zip(given, row, strict=True)]
        found.append(row)
    return found
