from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import binomtest

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.annotator_error import Controls
from robustbench_nlp.stats.corrected_flip_rate import corrected_flip_rate
from robustbench_nlp.stats.flip_rate import flip_rate_interval

SIZES, AUDITED, VALID = [80, 20, 850, 50], [80, 20, 40, 20], [56, 19, 39, 20]


def rogan_gladen(observed: float, controls: Controls) -> float:
    """The corrected rate of a simple random sample."""
    return min(max((observed - controls.false_alarm_rate) / controls.youden, 0.0), 1.0)


def lang_reiczigel(flips: int, audited: int, controls: Controls, z: float = 1.959963984540054) -> tuple[float, float]:
    """Its published interval (Lang and Reiczigel 2014), which shares no code and no idea with the draws under test."""
    n = audited + z * z
    apparent = (flips + z * z / 2) / n
    specificity = (controls.kept - controls.false_alarms + 1) / (controls.kept + 2)
    sensitivity = (controls.flipped - controls.misses + 1) / (controls.flipped + 2)
    youden = sensitivity + specificity - 1
    rate = (apparent + specificity - 1) / youden
    of_sensitivity = sensitivity * (1 - sensitivity) / (controls.flipped + 2)
    of_specificity = specificity * (1 - specificity) / (controls.kept + 2)
    shift = 2 * z * z * (rate * of_sensitivity - (1 - rate) * of_specificity)
    variance = apparent * (1 - apparent) / n + (1 - rate) ** 2 * of_specificity + rate**2 * of_sensitivity
    half = z * sqrt(variance) / youden
    return max(rate + shift - half, 0.0), min(rate + shift + half, 1.0)


def simple(flips: int, audited: int, controls: Controls, draws: int = 20_000) -> Interval:
    """The same from the function under test: one stratum of very many pairs."""
    rng = np.random.default_rng(0)
    return corrected_flip_rate([10**6], [audited], [audited - flips], [controls], rng, draws=draws)


def corrected(controls: list[Controls], **options: int) -> Interval:
    return corrected_flip_rate(SIZES, AUDITED, VALID, controls, np.random.default_rng(0), **options)


def test_known_values_of_the_published_formula() -> None:
    controls = Controls(3, 100, 2, 100)
    assert rogan_gladen(18 / 200, controls) == pytest.approx(0.0631579, abs=5e-8)
    assert lang_reiczigel(18, 200, controls) == pytest.approx((0.002356, 0.118239), abs=5e-7)


@pytest.mark.parametrize(
    ("flips", "audited", "controls"),
    [(18, 200, Controls(3, 100, 2, 100)), (40, 150, Controls(2, 60, 5, 60)), (30, 400, Controls(4, 200, 1, 50))],
)
def test_one_stratum_gives_the_estimate_and_about_the_interval_of_the_formula(
    flips: int, audited: int, controls: Controls
) -> None:
    found = simple(flips, audited, controls)
    assert found.value == pytest.approx(rogan_gladen(flips / audited, controls))
    assert (found.low, found.high) == pytest.approx(lang_reiczigel(flips, audited, controls), abs=0.012)


def test_the_correction_undoes_the_errors() -> None:
    # A fifth flipped, of which a tenth is missed; of the others 4 % are called flipped: .2 * .9 + .8 * .04 = .212.
    assert simple(212, 1000, Controls(4, 100, 10, 100)).value == pytest.approx(0.2)


@pytest.mark.parametrize(("true", "covered_without"), [(0.0, 0.01), (0.02, 0.45), (0.05, 0.70), (0.10, 0.90)])
def test_of_a_simple_sample_it_covers_what_ignoring_the_errors_does_not(true: float, covered_without: float) -> None:
    rng, error, runs = np.random.default_rng(0), 0.03, 400
    corrected = ignored = 0
    for _ in range(runs):
        flips = int(rng.binomial(200, true * (1 - error) + (1 - true) * error))
        controls = Controls(int(rng.binomial(100, error)), 100, int(rng.binomial(100, error)), 100)
        found = simple(flips, 200, controls, draws=1000)
        corrected += found.low <= true <= found.high
        naive = binomtest(flips, 200).proportion_ci(0.95, method="exact")
        ignored += naive.low <= true <= naive.high
    assert corrected / runs > 0.93
    assert ignored / runs < covered_without


@pytest.mark.parametrize("counts", [(0, 0, 0, 10), (0, 10, 0, 0), (11, 10, 0, 10), (0, 10, 11, 10), (-1, 10, 0, 10)])
def test_controls_that_are_none_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="at least one text"):
        Controls(*counts)


def test_annotators_without_errors_leave_the_flip_rate_as_it_is() -> None:
    perfect = Controls(0, 10**7, 0, 10**7)
    observed = flip_rate_interval(SIZES, AUDITED, VALID, np.random.default_rng(0))
    found = corrected([perfect] * 4)
    assert (found.value, found.low, found.high) == pytest.approx(
        (observed.value, observed.low, observed.high), abs=1e-4
    )


def test_few_controls_make_a_wide_interval_and_each_stratum_has_its_own() -> None:
    few, many = corrected([Controls(1, 30, 1, 30)] * 4), corrected([Controls(10, 300, 10, 300)] * 4)
    assert few.value == pytest.approx(many.value)
    assert few.high - few.low > many.high - many.low
    # Errors on the pairs that changed sides hardly touch the rest, which is most of the pairs.
    hard, easy = Controls(12, 100, 12, 100), Controls(0, 100, 0, 100)
    own = corrected([hard, hard, easy, easy]).value
    assert own == pytest.approx((24 * 1 - 80 * 0.12 + 1 - 20 * 0.12) / 1000 / 0.76 + 0.02125)


def test_no_more_flips_than_errors_is_no_flip() -> None:
    found = corrected([Controls(15, 100, 15, 100)] * 4)
    assert (found.value, found.low) == (0.0, 0.0)
    assert 0.02 < found.high < 0.2


def test_unchanged_pairs_and_empty_strata_take_no_part() -> None:
    perfect = Controls(0, 50, 0, 50)
    found = corrected_flip_rate([10, 0, 90], [10, 0, 90], [5, 0, 90], [perfect] * 3, np.random.default_rng(0))
    assert found.value == pytest.approx(0.05)
    half = corrected_flip_rate(
        [10, 0, 90], [10, 0, 90], [5, 0, 90], [perfect] * 3, np.random.default_rng(0), unchanged=100
    )
    assert half.value == pytest.approx(0.025)


def test_annotators_no_better_than_chance_are_refused() -> None:
    with pytest.raises(ValueError, match="no better than chance"):
        corrected([Controls(0, 10, 0, 10)] * 3 + [Controls(5, 10, 5, 10)])
    with pytest.raises(ValueError, match="one set of controls per stratum"):
        corrected([Controls(0, 10, 0, 10)])


@pytest.mark.parametrize(("on_discordant", "elsewhere"), [(0.03, 0.03), (0.12, 0.02)])
def test_it_covers_the_truth_where_the_answers_as_they_are_do_not(on_discordant: float, elsewhere: float) -> None:
    rng = np.random.default_rng(1)
    error = np.array([on_discordant, on_discordant, elsewhere, elsewhere])
    kept, audited = np.array([0.8, 0.95, 0.95, 0.95]), np.array([80, 20, 200, 20])
    share = np.array([0.05, 0.01, 0.89, 0.05])
    truth = 1 - float(share @ kept)
    covered = raw = 0
    for _ in range(200):
        sizes = rng.multinomial(2000, share)
        read = np.minimum(audited, sizes)
        flipped = rng.binomial(read, 1 - kept)
        seen = rng.binomial(flipped, 1 - error) + rng.binomial(read - flipped, error)
        wrong = rng.binomial([30, 50], [on_discordant, elsewhere])
        hard, easy = (Controls(int(w), n, int(w), n) for w, n in zip(wrong, (30, 50), strict=True))
        counts = sizes.tolist(), read.tolist(), (read - seen).tolist()
        found = corrected_flip_rate(*counts, [hard, hard, easy, easy], rng, draws=1000)
        covered += found.low <= truth <= found.high
        observed = flip_rate_interval(*counts, rng, draws=1000)
        raw += observed.low <= truth <= observed.high
    assert covered >= 186
    assert raw <= 150
