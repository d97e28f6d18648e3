"""People's answers in the machinery of an audit: real ones where they were fetched, made-up ones anywhere."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.readers.samples.spec import RESOURCE
from robustbench_nlp.stats.agreement import krippendorff_alpha

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"
real_people = pytest.mark.skipif(
    not (cache_dir() / RESOURCE.file).is_file(), reason="the rated texts were not fetched: robust fetch movies"
)


def benchmark(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module(name)


@pytest.fixture
def raters(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return benchmark("human_raters", monkeypatch)


@pytest.fixture
def audits(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    return benchmark("planted_audits", monkeypatch)


def made_up(texts: int, error: float, seed: int = 0) -> list[list[int]]:
    """Fourteen raters who give 2 or -2 and err alike."""
    rng = np.random.default_rng(seed)
    truth = rng.choice([2, -2], size=(texts, 1))
    return (truth * np.where(rng.random((texts, 14)) < error, -1, 1)).tolist()


def test_nobody_is_measured_by_a_label_of_their_own_making(raters: ModuleType) -> None:
    (text,) = raters.rated([[3, -2, 3, 0, 3, 1]])
    assert (text.label, text.answers) == ("positive", ("negative", None, "positive"))
    assert raters.rated([[1, -4, 0, -4, 0, -4]]) == [], "those who decide are not clear enough"


def test_rates_of_made_up_raters_are_found(raters: ModuleType) -> None:
    row = raters.measure("made up", raters.rated(made_up(1500, 0.05)), seed=0)
    for label in ("negative", "positive"):
        assert row.wrong[label].value == row.other[label].value == pytest.approx(0.05, abs=0.01)
        assert row.wrong[label].low < 0.05 < row.wrong[label].high
    assert row.alpha.value == pytest.approx(1 - 2 * 0.05 * 2 * 0.95, abs=0.02)


def test_an_order_of_raters_is_told_from_none(raters: ModuleType) -> None:
    rng = np.random.default_rng(0)
    by_chance = rng.integers(-2, 3, size=(600, 10))
    assert raters.consistency(by_chance.tolist()) == pytest.approx(1, abs=0.25)
    habits = by_chance + np.repeat(rng.integers(-1, 2, size=(20, 10)), 30, axis=0)
    assert raters.consistency(habits.tolist()) > 4


@pytest.mark.parametrize("hard", [False, True])
def test_what_was_planted_among_made_up_answers_is_found(audits: ModuleType, hard: bool) -> None:
    texts = audits.rated(made_up(1500, 0.03))
    row = audits.simulate(audits.PLANTED[2], texts, audits.Protocol(hard=hard), audits=12, seed=0)
    assert row.valid_only == pytest.approx(row.true_valid_only, abs=0.015)
    assert row.answered > row.flip_rate
    assert row.covered_corrected >= 10 / 12


@real_people
def test_people_agree_on_amazon_as_the_docs_say(raters: ModuleType) -> None:
    texts = raters.rated(raters.ratings("amazon"))
    sheets = [[text.answers[at] for text in texts] for at in range(10)]
    assert len(texts) == 3000
    assert krippendorff_alpha(sheets) == pytest.approx(0.91, abs=0.005)
    assert raters.error_rate(texts, False, np.random.default_rng(0)).value == pytest.approx(0.105, abs=0.01)


@real_people
def test_people_of_movies_keep_their_place_for_a_batch_and_those_of_other_sets_do_not(raters: ModuleType) -> None:
    assert raters.consistency(raters.ratings("movies")) > 5
    assert raters.consistency(raters.ratings("amazon")) < 1.5


@real_people
def test_real_answers_find_a_planted_drop_and_call_harmless_texts_harmful(
    audits: ModuleType, raters: ModuleType
) -> None:
    texts = raters.rated(raters.ratings("movies"))
    row = audits.simulate(audits.PLANTED[0], texts, audits.Protocol(), audits=12, seed=0)
    assert row.valid_only == pytest.approx(row.true_valid_only, abs=0.01)
    assert row.answered > 0.02, "no label changed, but people err"
    assert row.covered_corrected == 1
