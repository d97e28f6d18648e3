from __future__ import annotations

import numpy as np
import pytest

from robustbench_nlp.core.report import Interval
from robustbench_nlp.stats.annotator_error import Controls, lang_reiczigel, rogan_gladen
from robustbench_nlp.stats.corrected_flip_rate import corrected_flip_rate
from robustbench_nlp.stats.flip_rate import flip_rate_interval

SIZES, AUDITED, VALID = [80, 20, 850, 50], [80, 20, 40, 20], [56, 19, 39, 20]


def corrected(controls: list[Controls], **options: int) -> Interval:
    return corrected_flip_rate(SIZES, AUDITED, VALID, controls, np.random.default_rng(0), **options)


def test_one_stratum_gives_the_estimate_and_about_the_interval_of_the_formula() -> None:
    controls = Controls(3, 100, 2, 100)
    found = corrected_flip_rate([100_000], [200], [182], [controls], np.random.default_rng(0))
    formula = lang_reiczigel(18, 200, controls)
    assert found.value == pytest.approx(rogan_gladen(0.09, controls)) == pytest.approx(0.0631579)
    assert (found.low, found.high) == pytest.approx((formula.low, formula.high), abs=0.012)


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
