from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from robustbench_nlp.audit.unaudited import bounded, bounds_table, flagged
from robustbench_nlp.core.outcome import Outcome, Rewritten, Status
from robustbench_nlp.core.report import Report
from robustbench_nlp.errors import DataError, UsageError
from robustbench_nlp.report.files import write_run


def test_a_flip_rate_from_elsewhere_bounds_the_drop(audited_report: Report, tmp_path: Path) -> None:
    (found,) = bounded(tmp_path, audited_report, 0.05)
    assert found.bounds == pytest.approx((0.010526, 0.084211), abs=1e-6)
    row = replace(audited_report.results[0], accuracy_after=0.85)
    (noisy,) = bounded(tmp_path, replace(audited_report, results=(row,)), 0.05)
    assert noisy.noise == pytest.approx(0.041111, abs=1e-6)
    table = bounds_table([found], given=True)
    assert table.rows[0][:4] == ("typo@3", "6.0 [4.1, 8.0]", "5.0", "[1.1, 8.4]")
    assert "an assumption" in table.notes[0]


def test_a_flip_rate_with_which_nothing_can_be_told(audited_report: Report, tmp_path: Path) -> None:
    (found,) = bounded(tmp_path, audited_report, 0.5)
    assert found.noise is None
    assert bounds_table([found], given=True).rows[0][-1] == "-"
    with pytest.raises(UsageError, match="--flip-rate must lie between 0 and 1"):
        list(bounded(tmp_path, audited_report, 1.5))


def outcome(name: str, transform: str, status: Status, *flags: str) -> Outcome:
    return Outcome(Rewritten(name, transform, 0, status, name, flags=flags), name, 0, 0, 0, 0.9, 0.9)


def test_what_the_checks_objected_to_is_no_estimate(audited_report: Report, tmp_path: Path) -> None:
    quiet = replace(audited_report.results[0], transform="casing@3")
    report = replace(audited_report, results=(audited_report.results[0], quiet))
    rows = [
        outcome("a", "typo@3", Status.CHANGED, "valence: x", "negation: y"),
        outcome("b", "typo@3", Status.UNCHANGED),
        outcome("c", "typo@3", Status.FAILED, "valence: x"),
        outcome("a", "casing@3", Status.CHANGED),
    ]
    with pytest.raises(DataError, match="cannot read"):
        flagged(tmp_path)
    write_run(tmp_path, report, rows)
    assert flagged(tmp_path) == flagged(tmp_path / "report.json") == {"typo@3": 0.5, "casing@3": 0.0}
    typo, casing = bounds_table(bounded(tmp_path, report), given=False).rows
    assert typo[2] == "50.0"
    # That no check objected does not mean that no label changed.
    assert casing[2:] == ("none flagged", "-")
