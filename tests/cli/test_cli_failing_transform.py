"""A transform of a plugin that raises on some texts: exit code 3, the reason told, and everything else reported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from robustbench_nlp.report.document import read_report

PLUGIN = """
from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.transform import TransformSpec, per_text
from robustbench_nlp.markers import hookimpl


def sometimes(text, rng):
    if "number 7" in text:
        raise RuntimeError("no sevens\\nplease \\x1b[31m")
    return text.replace("good", "goof")


make = per_text(sometimes)


@hookimpl
def robust_transforms():
    yield TransformSpec("sometimes", "breaks", "breaking:make", Claim(LabelEffect.KEEPS, because="a test"), Level.WORD)
"""
TOLD = "sometimes: {}failed, first on {}: RuntimeError: no sevens please "


@pytest.fixture
def data(workplace: Path) -> tuple[str, ...]:
    (workplace / "breaking.py").write_text(PLUGIN, "utf-8")
    metadata = workplace / "breaking-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: breaking\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text("[robustbench_nlp]\nbreaking = breaking\n", "utf-8")
    return ("--dataset", "reviews.csv", "--transform", "sometimes,typo(rate=1)")


def test_the_rest_is_reported_and_the_exit_code_is_3(robust, workplace: Path, data: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    what = ("eval", "--model", "python:lexicon:by_words", *data, "-o", "run", "--max-drop", "0.1")
    done = robust(*what, ROBUST_PLUGINS="breaking")
    assert done.returncode == 3, done.stderr
    assert "drop beyond --max-drop 0.1: typo(rate=1.0)" in done.stderr.replace("sometimes, ", "")
    report = read_report(workplace / "run")
    assert [(r.failed, r.n) for r in report.results] == [(11, 289), (0, 300)]
    (problem,) = report.problems
    assert "note: " + TOLD.format("11 ", problem.what.split()[3][:-1]) in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert "% of the examples on which none failed" in done.stdout


def test_written_texts_say_which_failed_and_why(robust, workplace: Path, data: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    done = robust("transform", *data, "--out", "texts.jsonl", ROBUST_PLUGINS="breaking")
    assert done.returncode == 3, done.stderr
    rows = [json.loads(line) for line in (workplace / "texts.jsonl").read_text("utf-8").splitlines()]
    failed = [row for row in rows if row["status"] == "failed"]
    assert len(failed) == 11
    assert "sometimes: 80 changed, 11 failed, 209 unchanged" in done.stderr
    assert "note: " + TOLD.format("11 ", failed[0]["id"]) in done.stderr
    assert "\x1b" not in done.stderr
