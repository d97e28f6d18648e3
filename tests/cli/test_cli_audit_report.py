"""From a run to the sentence, as a user goes."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Kind
from robustbench_nlp.cli.app import main

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(robust: Run, workplace: Path) -> Path:
    done = robust(
        "eval", "--model", "python:lexicon:by_words", "--dataset", "reviews.csv", "--transform", "typo@5,casing@3",
        "--quiet", "-o", "run",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return workplace / "run"


@pytest.fixture
def here(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs the command in this process: starting one for each takes longer than all the rest."""
    monkeypatch.chdir(workplace)

    def go(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["robust", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out + err

    return go


def fill(folder: AuditFolder) -> None:
    """Everybody answers what is in the text; every twentieth rewritten text has lost its label."""
    items = {item.audit_id: item for item in folder.items()}
    lost = {a for i, a in enumerate(sorted(items)) if items[a].kind is Kind.TRANSFORMED and i % 20 == 0}
    for sheet in (folder.path / "sheets").glob("*.csv"):
        with sheet.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        label = header.index("label")
        for row in rows:
            gold = items[row[0]].gold
            row[label] = "mixed" if row[0] in lost else gold
        with sheet.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])


def test_from_a_run_to_the_sentence(run: Path, here: Callable[..., tuple[int, str]]) -> None:
    assert "Label preservation not audited" in here("report", "run")[1]
    code, said = here("audit", "report", "run")
    assert code == 2
    assert "run has no audit" in said
    code, said = here("audit", "bounds", "run", "--flip-rate", "0.05")
    assert code == 0
    assert "valid-only drop can lie anywhere within the bounds" in said

    assert here("audit", "plan", "run", "-t", "typo@5", "--budget", "80")[0] == 0
    code, said = here("audit", "report", "run")
    assert code == 2
    assert "no answers that count" in said
    assert "audit typo@5" in here("report", "run")[1]

    (folder,) = (AuditFolder(path) for path in (run / "audits").iterdir())
    assert "not count yet" not in here("audit", "adjudicate", "run")[1]
    fill(folder)
    # Filled where it lies, a sheet looks as if it were handed in.
    code, said = here("audit", "adjudicate", "run")
    assert code == 0
    for sheet in folder.path.glob("sheets/*.csv"):
        path = sheet.relative_to(run.parent)
        assert f"note: {path} holds answers that do not count yet: robust audit import run {path}" in said
    code, said = here("audit", "import", "run", *(str(path) for path in sorted(folder.path.glob("sheets/*.csv"))))
    assert code == 0, said
    code, said = here("audit", "adjudicate", "run")
    assert code == 0
    assert "not count yet" not in said
    code, said = here("audit", "report", "run", "--relabelled")
    assert code == 0, said
    shown = " ".join(said.split())
    assert "texts read by 2 people, alpha 1.00, annotator error 0.0 %" in shown
    assert "if undecided texts count as kept" in shown
    assert "drop if a changed label is the truth" in shown
    found = json.loads(here("audit", "report", "run", "-f", "json")[1])
    assert found["read"] == 80
    assert found["parts"]["drop"] == pytest.approx(found["drop"]["value"])
    assert found["sentence"].startswith("typo@5: ")

    code, said = here("report", "run")
    assert found["sentence"] in " ".join(said.split())
    assert "Label preservation not audited for casing@3" in said
    kept = json.loads(here("report", "run", "-f", "json")[1])["results"][0]["audit"]
    assert kept["audited"] == 80
    # The file of the run itself is never touched.
    assert json.loads((run / "report.json").read_text("utf-8"))["results"][0]["audit"] is None

    code, said = here("audit", "check", "run", "--max-flip", "0.5")
    assert (code, said.split(":")[0]) == (0, "PASS")
    code, said = here("audit", "check", "run", "--max-flip", "0.001")
    assert (code, said.split(":")[0]) == (1, "FAIL")
    code, said = here("audit", "check", "run", "--max-flip", "0.06", "--sequential")
    assert (code, said.split(":")[0]) == (2, "INCONCLUSIVE")
    assert "would make it pass" in said or "it would not pass" in said
    code, said = here("audit", "check", "run", "--max-flip", "7")
    assert (code, said.split(":")[0]) == (2, "error")
