"""Which pairs stand for which."""

from __future__ import annotations

import pytest

from robustbench_nlp.audit.strata import coarsened, stratify

LABELS = ("negative", "positive")


def sizes(pairs, labels=LABELS):  # type: ignore[no-untyped-def]
    return {stratum.name: len(stratum.pairs) for stratum in stratify(pairs, labels)}


def many(pair, start, count, right, label=0, **more):  # type: ignore[no-untyped-def]
    return [pair(start + i, right, label, **more) for i in range(count)]


def test_strata_are_by_answer_flag_and_label(pair) -> None:  # type: ignore[no-untyped-def]
    pairs = [
        *many(pair, 0, 5, "10", 1),
        *many(pair, 10, 6, "10", 0, flagged=True),
        *many(pair, 20, 7, "11", 0),
        *many(pair, 30, 8, "01", 1),
        *many(pair, 40, 9, "00", 0),
        *many(pair, 50, 10, "11", 0, changed=False),
    ]
    assert sizes(pairs) == {
        "10|flag0|positive": 5,
        "10|flag1|negative": 6,
        "11|flag0|negative": 7,
        "01|flag0|positive": 8,
        "00|flag0|negative": 9,
    }
    assert {s.name[:2]: s.d for s in stratify(pairs, LABELS)} == {"10": 1, "01": -1, "11": 0, "00": 0}


def test_small_ones_are_merged_over_labels_before_flags(pair) -> None:  # type: ignore[no-untyped-def]
    pairs = [*many(pair, 0, 30, "10", 0), *many(pair, 100, 4, "10", 1), *many(pair, 200, 6, "10", 0, flagged=True)]
    assert sizes(pairs) == {"10|flag0": 34, "10|flag1|negative": 6}
    pairs += many(pair, 300, 20, "11", 0) + many(pair, 400, 3, "11", 0, flagged=True)
    assert sizes(pairs) == {"10|flag0": 34, "10|flag1|negative": 6, "11": 23}


def test_right_and_wrong_are_never_merged(pair) -> None:  # type: ignore[no-untyped-def]
    pairs = [pair(0, "10"), pair(1, "01"), *many(pair, 10, 50, "11"), pair(2, "00")]
    assert sizes(pairs) == {"10": 1, "01": 1, "11|flag0|negative": 50, "00": 1}


def test_a_label_may_be_called_anything(pair) -> None:  # type: ignore[no-untyped-def]
    pairs = [*many(pair, 0, 3, "11", 0), *many(pair, 10, 30, "11", 1)]
    assert sizes(pairs, ("a|b|c", "flag1|x")) == {"11|flag0": 33}
    assert sizes(pairs[3:], ("a|b|c", "flag1|x")) == {"11|flag0|flag1|x": 30}


@pytest.mark.parametrize("thin", ["11|flag0|negative", "11|flag0|positive"])
def test_every_pair_stays_in_one_stratum(pair, thin: str) -> None:  # type: ignore[no-untyped-def]
    pairs = [*many(pair, 0, 30, "11", 0), *many(pair, 100, 30, "11", 1), *many(pair, 200, 9, "11", 1, flagged=True)]
    merged = coarsened(stratify(pairs, LABELS), lambda stratum: stratum.name == thin)
    assert [stratum.name for stratum in merged] == ["11|flag0", "11|flag1|positive"]
    assert sorted(p.before for stratum in merged for p in stratum.pairs) == sorted(p.before for p in pairs)
