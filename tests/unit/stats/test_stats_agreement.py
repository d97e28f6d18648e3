from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from robustbench_nlp.stats.agreement import Agreement, ac1, cohen_kappa, krippendorff_alpha, raw_agreement

Row = list[str | None]
ALL = [raw_agreement, cohen_kappa, krippendorff_alpha, ac1]


def pairs(counts: dict[tuple[str, str], int]) -> tuple[list[str], list[str]]:
    rows = [pair for pair, count in counts.items() for _ in range(count)]
    return [first for first, _ in rows], [second for _, second in rows]


LABELS = pairs({("pos", "pos"): 45, ("neg", "neg"): 45, ("pos", "neg"): 6, ("neg", "pos"): 4})
FLAGS = pairs({("kept", "kept"): 92, ("not", "not"): 1, ("kept", "not"): 4, ("not", "kept"): 3})


def some_ratings(seed: int, raters: int, texts: int, labels: str, missing: float) -> list[Row]:
    rng = np.random.default_rng(seed)
    truth = rng.integers(len(labels), size=texts)
    rows: list[Row] = []
    for _ in range(raters):
        said = np.where(rng.random(texts) < 0.7, truth, rng.integers(len(labels), size=texts))
        rows.append(
            [None if gone else labels[label] for label, gone in zip(said, rng.random(texts) < missing, strict=True)]
        )
    return rows


def alpha_by_definition(ratings: list[Row]) -> float:
    """Observed over expected disagreement, pair by pair."""
    texts = [[label for label in text if label is not None] for text in zip(*ratings, strict=True)]
    texts = [text for text in texts if len(text) > 1]
    values = [label for text in texts for label in text]
    observed = sum(sum(a != b for a, b in permutations(text, 2)) / (len(text) - 1) for text in texts) / len(values)
    expected = sum(a != b for a, b in permutations(values, 2)) / (len(values) * (len(values) - 1))
    return 1 - observed / expected


def ac1_by_definition(ratings: list[Row], labels: str) -> float:
    texts = [[label for label in text if label is not None] for text in zip(*ratings, strict=True)]
    texts = [text for text in texts if len(text) > 1]
    agreed = np.mean([np.mean([a == b for a, b in combinations(text, 2)]) for text in texts])
    share = {label: np.mean([text.count(label) / len(text) for text in texts]) for label in labels}
    chance = sum(p * (1 - p) for p in share.values()) / (len(labels) - 1)
    return float((agreed - chance) / (1 - chance))


def test_known_values_of_labels() -> None:
    assert cohen_kappa(LABELS) == pytest.approx(0.80008, abs=5e-6)
    assert krippendorff_alpha(LABELS) == pytest.approx(0.8010, abs=5e-5)


def test_known_values_of_flags_where_one_is_rare() -> None:
    assert raw_agreement(FLAGS) == pytest.approx(0.93)
    assert cohen_kappa(FLAGS) == pytest.approx(0.186047, abs=5e-7)
    assert ac1(FLAGS) == pytest.approx(0.923418, abs=5e-7)
    assert krippendorff_alpha(FLAGS) == pytest.approx(0.189645, abs=5e-7)


def test_known_alpha_with_missing_answers() -> None:
    ratings = [[1, 1, 0, 1, 0, None], [1, 1, 0, 0, 0, 1], [1, None, 0, 1, 0, 1]]
    assert krippendorff_alpha(ratings) == pytest.approx(0.7619048, abs=5e-8)


@pytest.mark.parametrize("seed", range(5))
def test_kappa_agrees_with_scikit_learn(seed: int) -> None:
    ratings = some_ratings(seed, 2, 60, "abc", 0.1)
    both = [(a, b) for a, b in zip(*ratings, strict=True) if a is not None and b is not None]
    expected = cohen_kappa_score([a for a, _ in both], [b for _, b in both])
    assert cohen_kappa(ratings) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("raters", "labels"), [(2, "ab"), (3, "abc"), (20, "abcd")])
def test_alpha_and_ac1_are_what_their_definitions_say(seed: int, raters: int, labels: str) -> None:
    ratings = some_ratings(seed, raters, 25, labels, 0.3)
    assert krippendorff_alpha(ratings) == pytest.approx(alpha_by_definition(ratings))
    assert ac1(ratings) == pytest.approx(ac1_by_definition(ratings, labels))


def test_names_order_and_lonely_answers_do_not_matter() -> None:
    ratings = some_ratings(0, 3, 30, "ab", 0.2)
    renamed = [[{"a": "yes", "b": "no", None: None}[label] for label in row] for row in reversed(ratings)]
    lonely = [[*row, "a" if at == 0 else None] for at, row in enumerate(ratings)]
    for measure in (raw_agreement, krippendorff_alpha, ac1):
        assert measure(renamed) == pytest.approx(measure(ratings))
        assert measure(lonely) == pytest.approx(measure(ratings))


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_total_agreement_is_one_and_nothing_to_compare_is_none(measure: Agreement) -> None:
    assert measure([["a", "b", "c"], ["a", "b", "c"]]) == pytest.approx(1)
    assert measure([["a", None, "b"], [None, "a", None]]) is None
    assert measure([[], []]) is None


def test_one_label_ever_is_no_evidence_beyond_chance() -> None:
    same = [["a", "a", "a"], ["a", "a", "a"]]
    assert cohen_kappa(same) is None
    assert krippendorff_alpha(same) is None
    assert krippendorff_alpha.interval(same, np.random.default_rng(0)) is None
    assert raw_agreement(same) == ac1(same) == 1


@pytest.mark.parametrize("measure", ALL, ids=lambda measure: measure.name)
def test_the_interval_holds_the_value_and_narrows_with_texts(measure: Agreement) -> None:
    widths = []
    for texts in (40, 400):
        ratings = some_ratings(1, 2, texts, "ab", 0.1)
        found = measure.interval(ratings, np.random.default_rng(0))
        assert found is not None
        assert found.value == measure(ratings)
        assert found.low < found.value < found.high <= 1
        widths.append(found.high - found.low)
    assert widths[1] < widths[0] / 2


def test_a_handful_of_texts_does_not_break_the_interval() -> None:
    found = krippendorff_alpha.interval([["a", "a", "b"], ["a", "a", "b"]], np.random.default_rng(0))
    assert found is not None
    assert (found.low, found.high) == (1, 1)


def test_rows_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="lengths"):
        krippendorff_alpha([["a", "b"], ["a"]])
    with pytest.raises(ValueError, match="2 annotators, got 3"):
        cohen_kappa([["a"], ["a"], ["b"]])
