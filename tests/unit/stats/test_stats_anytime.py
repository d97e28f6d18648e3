from __future__ import annotations

from math import inf

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from robustbench_nlp.stats.anytime import e_value


@pytest.mark.parametrize(
    ("n10", "n01", "value", "digits"),
    [(10, 0, 180.43, 2), (15, 3, 14.503, 3), (20, 10, 0.789, 3), (45, 15, 262.61, 2), (8, 2, 1.676, 3)],
)
def test_known_e_values(n10: int, n01: int, value: float, digits: int) -> None:
    assert round(e_value(n10, n01), digits) == value
    assert e_value(n01, n10) == pytest.approx(e_value(n10, n01))


def test_e_value_is_the_mixture_of_likelihood_ratios() -> None:
    mixture, _ = quad(lambda p: beta.pdf(p, 0.5, 0.5) * (p / 0.5) ** 8 * ((1 - p) / 0.5) ** 2, 0, 1)
    assert e_value(8, 2) == pytest.approx(mixture, rel=1e-6)


def test_no_data_is_no_evidence_and_overwhelming_data_does_not_overflow() -> None:
    assert e_value(0, 0) == pytest.approx(1)
    assert e_value(20_000, 0) == inf


def test_the_e_value_is_fair_without_a_drop() -> None:
    # Its expectation over the next discordant pair is its present value: that is what allows peeking.
    for n10, n01 in [(0, 0), (3, 1), (40, 22)]:
        following = (e_value(n10 + 1, n01) + e_value(n10, n01 + 1)) / 2
        assert following == pytest.approx(e_value(n10, n01))


@pytest.mark.slow
def test_false_alarms_at_any_time_stay_below_one_in_twenty() -> None:
    rng = np.random.default_rng(0)
    runs, pairs = 4000, 1500
    broke = np.cumsum(rng.random((runs, pairs)) < 0.5, axis=1)
    looks = np.arange(pairs)
    # The smallest lead that stops, per number of discordant pairs; the e-value grows with the lead.
    needed = [next((b for b in range((k + 2) // 2, k + 2) if e_value(b, k + 1 - b) >= 20), k + 2) for k in looks]
    alarmed = (np.maximum(broke, looks + 1 - broke) >= needed).any(axis=1).mean()
    assert 0.02 < alarmed <= 0.05
