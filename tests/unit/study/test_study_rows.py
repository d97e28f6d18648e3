"""The numbers of a row, against the same done by hand."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import t as student

from robustbench_nlp.core.chain import read_chains
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.stats.drop_interval import tango
from robustbench_nlp.stats.paired import mcnemar_exact
from robustbench_nlp.study.correct import Reworded, Right
from robustbench_nlp.study.estimate import accuracy
from robustbench_nlp.study.rows import adjusted, mean_row, row

N = 20


def right(wrong: list[list[int]], wrong_before: tuple[int, ...] = ()) -> Right:
    """Models that are wrong on these originals, and on these rewritten texts."""
    before, after = np.ones((len(wrong), N), bool), np.ones((len(wrong), 1, N), bool)
    before[:, list(wrong_before)] = False
    for model, texts in enumerate(wrong):
        after[model, 0, texts] = False
    return Right(before, after)


def reworded(name: str, failed: int = 0, **arms: Right) -> Reworded:
    (chain,) = read_chains(name, load_catalog(allow="").transform)
    kept = np.arange(N) >= failed
    cut = {arm: Right(r.before[:, kept], r.after[:, :, kept]) for arm, r in arms.items()}
    return Reworded(chain, cut, np.arange(N)[kept], kept, 0.5, failed, ())


def test_one_checkpoint_of_each_arm() -> None:
    found = row(reworded("typo", A=right([[0, 1, 2, 3]], (4,)), B=right([[0]]), C=right([[0, 1]])), "trained")
    a, b, c = found.drops
    # A: right on 19 originals, then broke 4 and fixed 1.
    assert (a.accuracy_before, a.accuracy.value, a.drop.value) == pytest.approx((0.95, 0.8, 0.15))
    assert (a.broke, a.fixed, b.broke, c.broke) == (4, 1, 1, 2)
    assert (a.drop.low, a.drop.high) == pytest.approx((tango(4, 1, N).low, tango(4, 1, N).high))
    assert a.p == pytest.approx(mcnemar_exact(4, 1))
    assert a.seed_sd is None
    saved = {(one.first, one.second): one for one in found.contrasts}
    assert list(saved) == [("A", "B"), ("A", "C"), ("C", "B")]
    # Drops .15, .05, .10.
    assert [one.saved.value for one in found.contrasts] == pytest.approx([0.10, 0.05, 0.05])
    # Right on rewritten texts: 16, 19 and 18 of 20.
    assert [one.gain.value for one in found.contrasts] == pytest.approx([0.15, 0.10, 0.05])
    # A minus B per example: 1 three times, -1 once and 0 for the rest, s^2 = (4 - 20 * .01) / 19.
    half = 1.959964 * sqrt((4 - N * 0.01) / 19 / N)
    assert saved["A", "B"].saved.low == pytest.approx(0.10 - half, abs=1e-6)


def test_two_seeds_by_hand() -> None:
    found = row(reworded("typo", A=right([[0, 1, 2, 3], [0, 1]]), B=right([[0], [0]]), C=right([[], []])), "trained")
    a = found.drops[0]
    # Drops .2 and .1: over seeds s^2 = .005, .0025 for the mean. Per example 1, 1, .5, .5, 0 ...: sum 3, squares 2.5.
    assert a.drop.value == pytest.approx(0.15)
    v_tr, v_ex = 0.0025, (2.5 - N * 0.15**2) / 19 / N
    df = (v_tr + v_ex) ** 2 / (v_tr**2 + v_ex**2 / 19)
    half = student.ppf(0.975, df) * sqrt(v_tr + v_ex)
    assert (a.drop.low, a.drop.high) == pytest.approx((0.15 - half, 0.15 + half))
    assert a.seed_sd == pytest.approx(sqrt(0.005))
    assert a.per_seed == pytest.approx((0.8, 0.9))
    # A minus B: .15 and .05.
    contrast = found.contrasts[0]
    assert contrast.saved.value == pytest.approx(0.10)
    v_ex = (1 + 2 * 0.25 - N * 0.1**2) / 19 / N
    df = (v_tr + v_ex) ** 2 / (v_tr**2 + v_ex**2 / 19)
    assert contrast.saved.high == pytest.approx(0.10 + student.ppf(0.975, df) * sqrt(v_tr + v_ex))


def test_a_mean_weighs_transforms_alike_and_examples_once() -> None:
    one = reworded("typo", A=right([[5, 6]]), B=right([[5]]), C=right([[5]]))
    other = reworded("casing", failed=4, A=right([[5, 7]]), B=right([[]]), C=right([[]]))
    found = mean_row([one, other], "held out")
    assert (found.n, found.pairs, found.failed) == (N - 4, 2 * (N - 4), 4)
    # Two of 16 under each: example 5 under both, 6 and 7 under one.
    assert found.drops[0].drop.value == pytest.approx(2 / 16)
    half = student.ppf(0.975, 15) * sqrt((1 + 2 * 0.25 - 16 * 0.125**2) / 15 / 16)
    # So few changed that Tango's interval for the mean counts as well.
    wide = tango(2, 0, 16)
    assert (found.drops[0].drop.low, found.drops[0].drop.high) == pytest.approx((wide.low, wide.high))
    assert wide.low < 0.125 - half < 0.125 + half < wide.high


def test_a_transform_that_failed_everywhere_has_no_numbers() -> None:
    found = row(reworded("typo", failed=N, A=right([[1]]), B=right([[1]]), C=right([[1]])), "trained")
    assert (found.n, found.drops, found.contrasts) == (0, (), ())


def test_holm_is_over_a_whole_table() -> None:
    made = [
        row(reworded(name, A=right([wrong]), B=right([[]]), C=right([[]])), "trained")
        for name, wrong in (("typo", list(range(9))), ("casing", [0]))
    ]
    first, second = adjusted(made)
    assert first.drops[0].p_holm == pytest.approx(6 * mcnemar_exact(9, 0))
    assert second.drops[0].p_holm == 1
    assert first.contrasts[0].p_holm >= first.contrasts[0].p


def test_an_accuracy_without_variation_is_no_certainty() -> None:
    # Wilson's limit after 20 right of 20.
    everything = accuracy(np.ones((3, 1, N), bool), np.arange(N))
    assert (everything.low, everything.high) == pytest.approx((N / (N + 1.959964**2), 1), abs=1e-6)
    # Models that contradict each other everywhere: .5 for every text, and neither end is out of reach.
    halves = np.stack([np.ones((1, N), bool), np.zeros((1, N), bool)])
    found = accuracy(halves, np.arange(N))
    assert found.low == pytest.approx(0)
    assert found.high == pytest.approx(1)
