"""P-values of a whole table: one family is all transforms and severities in it. Intervals stay unadjusted."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values in the order given: for claims; controls the chance of any false one.

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    return _adjusted(p, "holm")


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """Benjamini-Hochberg q-values in the order given: for exploration; controls the share of false findings.

    Source: Benjamini and Hochberg (1995), JRSS B 57, 289-300.
    """
    return _adjusted(p, "fdr_bh")


def _adjusted(p: Sequence[float], method: str) -> list[float]:
    if not all(0 <= value <= 1 for value in p):
        raise ValueError(f"p-values must lie in [0, 1]: {list(p)}")
    if not p:
        return []
    # Pulls in pandas; most callers of this room never need it.
    from statsmodels.stats.multitest import multipletests

    return [float(value) for value in multipletests(p, method=method)[1]]
