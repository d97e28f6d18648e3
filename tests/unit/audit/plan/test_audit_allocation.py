"""How a budget is divided."""

from __future__ import annotations

import random

import pytest

from robustbench_nlp.audit.allocation import divide, shared_out
from robustbench_nlp.audit.strata import stratify
from robustbench_nlp.errors import UsageError

LABELS = ("negative", "positive")


def frame(pair, **counts: int):  # type: ignore[no-untyped-def]
    """Pairs by "r10": how many right before and wrong after; "f10": flagged ones. Labels alternate."""
    pairs = []
    for name, count in counts.items():
        start = len(pairs)
        pairs += [pair(start + i, name[1:], i % 2, flagged=name[0] == "f") for i in range(count)]
    return stratify(pairs, LABELS)


def read(shares, *names: str) -> int:  # type: ignore[no-untyped-def]
    return sum(share.audited for share in shares if share.stratum.name.startswith(names))


def test_all_pairs_whose_answer_changed_are_read_where_they_fit(pair) -> None:  # type: ignore[no-untyped-def]
    shares = divide(frame(pair, r10=40, r01=20, r11=600, f11=80, r00=60), 120)
    assert (read(shares, "10"), read(shares, "01")) == (40, 20)
    assert read(shares, "11|flag1") >= 20
    assert read(shares, "11|flag0") >= 20
    assert read(shares, "00") >= 10
    assert read(shares, "") == 120


def test_more_of_them_are_read_in_proportion_to_seven_tenths(pair) -> None:  # type: ignore[no-untyped-def]
    shares = divide(frame(pair, r10=300, r01=100, r11=1000, f11=300, r00=100), 120)
    assert read(shares, "10", "01") == 84
    assert read(shares, "10") == pytest.approx(63, abs=1)
    assert read(shares, "11|flag1") == pytest.approx(14, abs=1)
    assert read(shares, "11|flag0") == pytest.approx(14, abs=1)
    assert read(shares, "00") == pytest.approx(7, abs=1)


def test_what_is_left_goes_where_labels_are_in_doubt(pair) -> None:  # type: ignore[no-untyped-def]
    shares = divide(frame(pair, r10=5, r11=500, f11=500), 300)
    assert read(shares, "11|flag1") > 2 * read(shares, "11|flag0")


def test_a_budget_for_everything_reads_everything(pair) -> None:  # type: ignore[no-untyped-def]
    shares = divide(frame(pair, r10=12, r01=8, r11=70, r00=9), 1000)
    assert all(share.audited == len(share.stratum.pairs) for share in shares)


@pytest.mark.parametrize("seed", range(60))
def test_no_stratum_is_left_unread_and_no_text_is_too_many(pair, seed: int) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(seed)
    counts = {f"{f}{r}": rng.choice([0, 1, 3, 7, 30, 200]) for f in "rf" for r in ("10", "01", "11", "00")}
    strata = frame(pair, **counts)
    budget = rng.choice([10, 20, 60, 120, 400])
    shares = divide(strata, budget)
    total = sum(counts.values())
    assert sum(len(share.stratum.pairs) for share in shares) == total
    assert sum(share.audited for share in shares) == min(budget, total)
    for share in shares:
        assert min(2, len(share.stratum.pairs)) <= share.audited <= len(share.stratum.pairs)


def test_a_budget_too_small_to_see_every_stratum_is_refused(pair) -> None:  # type: ignore[no-untyped-def]
    strata = frame(pair, r10=40, r01=20, r11=600, r00=60)
    assert len(divide(strata, 8)) == 4
    with pytest.raises(UsageError, match=r"--budget 7 is too small for 4 strata \(give at least 8\)"):
        divide(strata, 7)
    with pytest.raises(UsageError, match="too small"):
        divide(strata, 0)


def test_shares_are_whole_exact_and_within_their_room() -> None:
    assert shared_out(10, [1, 1, 1]) == [4, 3, 3]
    assert shared_out(10, [1, 1, 1], [1, 9, 9]) == [1, 5, 4]
    assert shared_out(10, [5, 1], [2, 3]) == [2, 3]
    assert shared_out(0, [1, 2]) == [0, 0]
    assert shared_out(7, []) == []
    assert shared_out(7, [0, 3]) == [0, 7]
