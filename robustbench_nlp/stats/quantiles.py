"""Critical values."""

from __future__ import annotations

from scipy.stats import norm


def two_sided_z(level: float) -> float:
    """The normal quantile of a two-sided interval: 1.96 for `level` .95.

    Raises ValueError unless 0 < level < 1.
    """
    check_level(level)
    return float(norm.ppf((1 + level) / 2))


def check_level(level: float) -> None:
    """Raise ValueError unless 0 < level < 1: a level in percent, say."""
    if not 0 < level < 1:
        raise ValueError(f"level must lie between 0 and 1, got {level}")
