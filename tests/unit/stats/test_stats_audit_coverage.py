"""Simulated audits whose truth is known; the whole table is that of `docs/audit-method.md`."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"
RUNS = 1500
ERROR = 3 * (0.95 * 0.05 / RUNS) ** 0.5 * 2**0.5
"""Three standard errors of the difference of two simulated coverages."""
PROTOTYPE = [(0.953, 0.953, 3.56), (0.962, 0.959, 3.95), (0.941, 0.941, 4.10), (0.943, 0.947, 3.44),
             (0.945, 0.945, 1.75), (0.956, 0.955, 6.12)]  # fmt: skip
"""Coverage of M and D_v and width of D_v in points, found by an earlier program that shares no code with this one."""


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("audit_coverage")


def test_a_few_hundred_audits_cover_as_they_say(benchmark: ModuleType) -> None:
    row = benchmark.simulate(benchmark.SETTINGS[1], 300, 0)
    assert row.covered_M > 0.91
    assert row.covered_D_v > 0.91
    assert row.covered_here > 0.91
    assert row.covered_f > 0.91
    assert row.width < row.width_random / 2, "reading the pairs that changed sides is what pays"


@pytest.mark.slow
@pytest.mark.parametrize("at", range(6))
def test_the_table_is_within_simulation_error_of_the_prototype(benchmark: ModuleType, at: int) -> None:
    row = benchmark.simulate(benchmark.SETTINGS[at], RUNS, 0)
    of_part, of_valid_only, width = PROTOTYPE[at]
    assert row.covered_M == pytest.approx(of_part, abs=ERROR)
    assert row.covered_D_v == pytest.approx(of_valid_only, abs=ERROR)
    assert row.width == pytest.approx(width, rel=0.02)
    assert abs(row.bias) < 0.1
    assert row.covered_here > 0.93
    assert row.covered_f > 0.90
