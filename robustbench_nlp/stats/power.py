"""How small a drop can be found, and how many examples it takes. One draw, one model, two-sided test.

Source of the formula: Connor (1987), Biometrics 43, 207-211 (sample size for the paired difference of proportions).
"""

from __future__ import annotations

from math import ceil, sqrt

from scipy.stats import norm

from robustbench_nlp.stats.quantiles import two_sided_z


def mde(n: int, discordant_share: float, alpha: float = 0.05, power: float = 0.8) -> float | None:
    """The smallest drop found with the given power: solves `sample_size` for the drop.

    discordant_share: share of pairs whose correctness changes either way; with several draws that over all pairs is
    on the safe side. For m tests pass alpha / m (Bonferroni). None where no possible drop would do, as a drop cannot
    exceed the discordant share.
    """
    z_alpha, z_power = two_sided_z(1 - alpha), float(norm.ppf(power))
    spread = n - z_alpha**2 + z_power**2
    if discordant_share <= 0 or spread < 0:
        return None
    drop = sqrt(discordant_share) * (z_alpha * sqrt(n) + z_power * sqrt(spread)) / (n + z_power**2)
    return drop if drop <= discordant_share else None


def sample_size(drop: float, discordant_share: float, alpha: float = 0.05, power: float = 0.8) -> int:
    """Examples needed to find a drop: `(z_alpha sqrt(psi) + z_power sqrt(psi - drop^2))^2 / drop^2`, rounded up.

    Raises ValueError unless 0 < drop <= discordant_share (psi) <= 1.
    """
    if not 0 < drop <= discordant_share <= 1:
        raise ValueError(f"need 0 < drop <= discordant share <= 1, got {drop} and {discordant_share}")
    z_alpha, z_power = two_sided_z(1 - alpha), float(norm.ppf(power))
    root = z_alpha * sqrt(discordant_share) + z_power * sqrt(discordant_share - drop**2)
    return ceil((root / drop) ** 2)
