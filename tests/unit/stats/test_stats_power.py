from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom, norm

from robustbench_nlp.stats.paired import mcnemar_exact, mcnemar_mid_p
from robustbench_nlp.stats.power import mde, sample_size

# Points of accuracy; rows n, columns discordant share.
TABLE = {
    200: {0.02: None, 0.05: 4.40, 0.10: 6.23, 0.20: 8.81},
    500: {0.02: 1.77, 0.05: 2.79, 0.10: 3.95, 0.20: 5.59},
    1000: {0.02: 1.25, 0.05: 1.98, 0.10: 2.80, 0.20: 3.96},
    2000: {0.02: 0.89, 0.05: 1.40, 0.10: 1.98, 0.20: 2.80},
    5000: {0.02: 0.56, 0.05: 0.89, 0.10: 1.25, 0.20: 1.77},
    25000: {0.02: 0.25, 0.05: 0.40, 0.10: 0.56, 0.20: 0.79},
}
TEN_TESTS = {200: None, 500: 3.64, 1000: 2.58, 2000: 1.82, 5000: 1.15, 25000: 0.52}


@pytest.mark.parametrize("n", TABLE)
def test_table_of_detectable_drops(n: int) -> None:
    for psi, points in TABLE[n].items():
        assert to_points(mde(n, psi)) == points
    assert to_points(mde(n, 0.05, alpha=0.05 / 10)) == TEN_TESTS[n]


def to_points(drop: float | None) -> float | None:
    return None if drop is None else round(100 * drop, 2)


@pytest.mark.parametrize(("n", "psi"), [(500, 0.05), (25_000, 0.3), (60, 0.9)])
@pytest.mark.parametrize("power", [0.3, 0.5, 0.8, 0.95])
def test_closed_form_solves_the_equation(n: int, psi: float, power: float) -> None:
    def excess(drop: float) -> float:
        return norm.ppf(0.975) * psi**0.5 + norm.ppf(power) * (psi - drop**2) ** 0.5 - drop * n**0.5

    assert mde(n, psi, power=power) == pytest.approx(brentq(excess, 0, psi))


def test_nothing_can_be_found_where_nothing_changes_or_n_is_tiny() -> None:
    assert mde(1000, 0.0) is None
    assert mde(2, 0.5) is None
    assert mde(1, 1.0) is None


def test_more_of_anything_helps() -> None:
    drops = [mde(n, 0.1) for n in (500, 1000, 10_000)]
    assert drops == sorted(drops, reverse=True)
    assert mde(1000, 0.1, power=0.9) > mde(1000, 0.1)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("drop", "psi", "n"),
    [(0.01, 0.03, 2353), (0.01, 0.05, 3923), (0.02, 0.05, 979), (0.03, 0.06, 521), (0.05, 0.10, 312)],
)
def test_sample_sizes(drop: float, psi: float, n: int) -> None:
    assert sample_size(drop, psi) == n
    assert mde(n, psi) <= drop < mde(n - 1, psi)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("drop", "psi", "n"),
    [(0.08, 0.10, 121), (0.05, 0.07, 218), (0.03, 0.05, 434), (0.02, 0.04, 783), (0.01, 0.03, 2353)],
)
def test_sample_sizes_quoted_beside_early_stopping(drop: float, psi: float, n: int) -> None:
    # There .02 of discordance beyond the drop is implied.
    assert sample_size(drop, psi) == n


def test_impossible_wishes_are_refused() -> None:
    for drop, psi in [(0.0, 0.1), (0.2, 0.1), (0.1, 1.5)]:
        with pytest.raises(ValueError, match="discordant share"):
            sample_size(drop, psi)


def test_the_power_promised_is_the_power_found() -> None:
    n, psi, drop = 1000, 0.05, 0.0198
    found = dict.fromkeys((mcnemar_exact, mcnemar_mid_p), 0.0)
    # Over all tables: so many pairs change sides, so many of them break.
    for discordant in range(120):
        broke = np.arange(discordant + 1)
        chance = binom.pmf(discordant, n, psi) * binom.pmf(broke, discordant, (psi + drop) / 2 / psi)
        for test in found:
            found[test] += sum(
                p for b, p in zip(broke.tolist(), chance, strict=True) if test(b, discordant - b) <= 0.05
            )
    # 1,500 simulated runs had said .77 and .80.
    assert found[mcnemar_exact] == pytest.approx(0.776, abs=5e-4)
    assert found[mcnemar_mid_p] == pytest.approx(0.812, abs=5e-4)
