from __future__ import annotations

import re
from pathlib import Path

import pytest
from scipy.stats import binom, binomtest

from robustbench_nlp.stats.acceptance import Outcome, further_clean, outcome
from robustbench_nlp.stats.stratified_limits import sequential_limits

SIZES = {
    0.01: [299, 473, 628, 773, 913, 1049],
    0.02: [149, 236, 313, 386, 456, 523],
    0.03: [99, 157, 208, 257, 303, 348],
    0.05: [59, 93, 124, 153, 181, 208],
    0.10: [29, 46, 61, 76, 89, 103],
}
"""Texts to read of a simple random sample so that it passes with 0, 1, 2 ... changed labels among them, by limit."""


def upper(flips: int, audited: int) -> float:
    """Clopper and Pearson's one-sided 95 % limit."""
    return float(binomtest(flips, audited).proportion_ci(0.90, method="exact").high)


def plan_size(limit: float, flips: int) -> int:
    start = max(flips, 1)
    return start + further_clean(lambda more: upper(flips, start + more), limit)


@pytest.mark.parametrize("limit", SIZES)
def test_known_plan_sizes(limit: float) -> None:
    assert [plan_size(limit, flips) for flips in range(6)] == SIZES[limit]


def test_a_plan_passes_a_bad_transform_in_five_percent_of_audits_at_most() -> None:
    for limit, sizes in SIZES.items():
        for flips, size in enumerate(sizes):
            assert binom.cdf(flips, size, limit) <= 0.05 < binom.cdf(flips, size - 1, limit)


def test_the_table_of_plan_sizes_in_the_docs() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "audit-method.md").read_text("utf-8")
    rows = re.findall(r"^\| (\d+) % \| ([\d, |]+) \|$", page, re.MULTILINE)
    shown = {int(limit) / 100: [int(n.replace(",", "")) for n in sizes.split("|")] for limit, sizes in rows}
    assert shown == SIZES


def test_pass_fail_and_inconclusive() -> None:
    assert outcome(0.0, 0.05, 0.05) is Outcome.PASS
    assert outcome(0.0, 0.0501, 0.05) is Outcome.INCONCLUSIVE
    assert outcome(0.05, 0.2, 0.05) is Outcome.INCONCLUSIVE
    assert outcome(0.0501, 0.2, 0.05) is Outcome.FAIL


@pytest.mark.parametrize(("flips", "audited"), [(0, 10), (1, 40), (3, 60), (2, 2)])
@pytest.mark.parametrize("limit", [0.02, 0.1])
def test_so_many_more_clean_labels_and_not_one_fewer_are_enough(flips: int, audited: int, limit: float) -> None:
    more = further_clean(lambda more: upper(flips, audited + more), limit)
    assert more > 0
    assert upper(flips, audited + more) <= limit < upper(flips, audited + more - 1)


def test_what_is_enough_needs_nothing_more() -> None:
    assert further_clean(lambda more: upper(0, 59 + more), 0.05) == 0


def test_looking_again_and_again_has_its_price() -> None:
    def clean(interval_high: object) -> int:
        return 1 + further_clean(lambda more: interval_high(1 + more), 0.05)  # type: ignore[operator]

    assert clean(lambda t: upper(0, t)) == 59
    assert clean(lambda t: sequential_limits([1.0], [0], [t]).high) == 116, "as docs/audit-method.md says"
