"""The page about the IMDB audit says what the audit's own reports say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "imdb-audit.md").read_text("utf-8")
REPORTS = sorted((DOCS / "imdb-audit").glob("*.json"))


def points(interval: dict[str, Any]) -> str:
    value, low, high = (f"{round(100 * interval[key], 1) + 0:.1f}" for key in ("value", "low", "high"))
    return f"{value} [{low}, {high}]"


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_rows_are_those_of_the_report(path: Path) -> None:
    report = json.loads(path.read_text("utf-8"))
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{path.stem}@3` | 9"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[2] == points(report["drop"])
    assert cells[4] == points(report["kept"])
    assert cells[5] == points(report["parts"]["valid_only"])
    assert int(cells[3]) == report["read"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_readers_are_named_as_what_they_are_with_their_controls(path: Path) -> None:
    report = json.loads(path.read_text("utf-8"))
    assert {one["kind"] for one in report["annotators"]} == {"llm"}
    lines = PAGE[PAGE.index("## The readers") :].splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| `{path.stem}@3`"))
    for line, gate in zip(lines[start:], report["gates"], strict=False):
        said = f"| {gate['annotator']} | {gate['flips_right']} of {gate['flips']} | "
        assert said + f"{gate['originals_right']} of {gate['originals']} | {'yes' if gate['passed'] else 'no'}" in line
    alpha = f"{report['agreement']['alpha']['value']:.2f}".replace("0.", ".").replace("1.00", "1")
    assert alpha in PAGE[PAGE.index("Krippendorff") :]
