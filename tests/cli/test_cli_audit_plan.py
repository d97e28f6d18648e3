"""`robust audit plan` as a user runs it."""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]


WRONG = {
    ("nowhere",): "cannot read nowhere",
    ("run", "--transform", "synonym"): "no transform 'synonym'",
    ("run", "--budget", "1"): "--budget 1 is too small",
    ("run", "--annotators", "0"): "needs somebody who reads",
    ("run", "--flips", "nowhere.csv"): "no such file",
    ("run", "--known", "nowhere"): "holds no audit",
}


def test_a_plan_from_what_goes_wrong_to_the_sheets(robust: Run, workplace: Path) -> None:
    done = robust("eval", "--model", "python:lexicon:by_words", "-d", "reviews.csv", "-t", "typo@5", "-o", "run", "-q")
    assert done.returncode == 0, done.stderr
    for arguments, said in WRONG.items():
        done = robust("audit", "plan", *arguments)
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) <= 2
    assert not (workplace / "run/audits").exists()

    done = robust("audit", "plan", "run", "--budget", "40", "--annotators", "anna,ben")
    assert done.returncode == 0, done.stderr
    assert "11|flag0|positive" in done.stdout
    assert "anna.csv" in done.stdout
    assert "answers: negative, positive, mixed, cannot tell" in done.stderr
    assert "robust audit label" in done.stderr
    rows = list(csv.DictReader((workplace / "run/audits/typo@5/sheets/ben.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) > 40
    again = robust("audit", "plan", "run")
    assert again.returncode == 2
    assert "--overwrite" in again.stderr
