"""`robust audit plan` as a user runs it."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from robustbench_nlp.cli.app import main

Run = Callable[..., subprocess.CompletedProcess[str]]


WRONG = {
    ("nowhere",): "cannot read nowhere",
    ("run", "--transform", "synonym"): "no transform 'synonym'",
    ("run", "--budget", "1"): "--budget 1 is too small",
    ("run", "--annotators", "0"): "needs somebody who reads",
    ("run", "--max-flip", "5"): "--max-flip must lie between 0 and 1",
    ("run", "--flips", "nowhere.csv"): "no such file",
    ("run", "--known", "nowhere"): "holds no audit",
}


def test_a_plan_from_what_goes_wrong_to_the_sheets(
    robust: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    done = robust("eval", "--model", "python:lexicon:by_words", "-d", "reviews.csv", "-t", "typo@5", "-o", "run", "-q")
    assert done.returncode == 0, done.stderr
    monkeypatch.chdir(workplace)

    def plan(*arguments: str) -> tuple[int, str, str]:
        """In this process: starting one for each takes longer than all the rest."""
        monkeypatch.setattr(sys, "argv", ["robust", "audit", "plan", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capsys.readouterr()

    for arguments, expected in WRONG.items():
        code, _, said = plan(*arguments)
        assert code == 2
        assert expected in said
        assert len(said.splitlines()) <= 2
    assert not Path("run/audits").exists()

    code, shown, said = plan("run", "--budget", "40", "--annotators", "anna,ben")
    assert code == 0
    assert "11|flag0|positive" in shown
    assert "anna.csv" in shown
    assert "answers: negative, positive, mixed, cannot tell" in said
    assert "robust audit label" in said
    assert re.search(r"audit check passes with --max-flip 0\.\d+ or more; 0\.05 takes about --budget \d+", said)
    rows = list(csv.DictReader(Path("run/audits/typo@5/sheets/ben.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) > 40
    code, _, said = plan("run")
    assert code == 2
    assert "--overwrite" in said
