"""Sheets out and answers in, as a user does it."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from robustbench_nlp.audit.folder import audit_folder
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum
from robustbench_nlp.audit.sheet import in_order, sheet_bytes
from robustbench_nlp.cli.app import main


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def robust(workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in that folder and in this process: starting one for each takes longer than all the rest."""

    def go(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["robust", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return go


@pytest.fixture
def run(workplace: Path) -> Path:
    """A run with one audit: twelve texts for anna, six of them for ben, both with ten originals and ten flips."""
    folder = audit_folder(workplace / "run", "typo@3")

    def item(audit_id: str, kind: Kind, gold: str, who: tuple[str, ...]) -> Item:
        text = f"=the text {audit_id}"
        return Item(audit_id, audit_id, kind, "10", gold, who, text, sha256(f"original of {text}"), "typo@3")

    both = ("anna", "ben")
    items = [item(f"a-t{i}", Kind.TRANSFORMED, "positive", both if i < 6 else ("anna",)) for i in range(12)]
    items += [item(f"a-o{i}", Kind.ORIGINAL, "positive", both) for i in range(10)]
    items += [item(f"a-f{i}", Kind.FLIP, "negative", both) for i in range(10)]
    manifest = Manifest(
        "d", "test", "f", "typo@3", "typo@3", ("negative", "positive"), ("m",), "r", 7, 12, 12, 0.1,
        (Stratum("10", 1, 12, 12),), (Annotator("anna"), Annotator("ben")), "v",
    )  # fmt: skip
    folder.write_plan(manifest, items)
    for name in both:
        folder.sheet(name).parent.mkdir(exist_ok=True)
        folder.sheet(name).write_bytes(sheet_bytes(in_order(items, name, 7)))
    return workplace / "run"


def fill(sheet: Path, out: Path, label: Callable[[str], str]) -> None:
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    with out.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([header, *([*row[:2], label(row[0]), "", ""] for row in rows)])


def honest(audit_id: str) -> str:
    return "negative" if audit_id.startswith("a-f") else "positive"


def test_from_sheets_to_verdicts(robust: Run, run: Path, workplace: Path) -> None:
    sheets = run / "audits" / "typo@3" / "sheets"
    fill(sheets / "anna.csv", workplace / "from anna.csv", honest)
    fill(sheets / "ben.csv", workplace / "ben.csv", lambda i: "Negative " if i in {"a-t0", "a-t1"} else honest(i))
    taken = robust("audit", "import", "run", "from anna.csv", "ben.csv")
    assert taken.returncode == 0, taken.stderr
    assert "from anna.csv: anna: 32 answers taken, 0 known, 0 blank, 0 refused" in taken.stdout
    assert "ben.csv: ben: 26 answers taken" in taken.stdout
    judged = robust("audit", "adjudicate", "run", "--third", "cleo")
    assert judged.returncode == 0, judged.stderr
    assert "10 of 10 known flips seen" in judged.stdout
    assert "2 need one more annotator" in judged.stdout
    assert "cleo gets 2 of them, among 15 controls" in judged.stdout
    fill(sheets / "cleo.csv", workplace / "cleo.csv", honest)
    assert robust("audit", "import", "run", "cleo.csv").returncode == 0
    assert "need one more" not in robust("audit", "adjudicate", "run").stdout
    lines = (run / "audits" / "typo@3" / "verdicts.jsonl").read_text().splitlines()
    verdicts = {line["audit_id"]: line for line in map(json.loads, lines)}
    assert len(verdicts) == 32
    assert verdicts["a-t0"] == {
        "audit_id": "a-t0",
        "label": "positive",
        "votes": {"anna": "positive", "ben": "negative", "cleo": "positive"},
    }


def test_wrong_lines_are_named_and_the_others_taken(robust: Run, run: Path, workplace: Path) -> None:
    (workplace / "ben.csv").write_text(
        "audit_id,text,label\na-t0,'=the text a-t0,positive\na-t9,=the text a-t9,positive\na-t1,the text,good\n"
    )
    taken = robust("audit", "import", "run", "ben.csv")
    assert taken.returncode == 2
    assert "ben: 1 answers taken, 0 known, 0 blank, 2 refused" in taken.stdout
    assert "ben.csv, line 3: a-t9 is not in the sheet of ben, but of anna" in taken.stderr
    assert "ben.csv, line 4: a-t1 the text is not the one that was given out" in taken.stderr


@pytest.mark.parametrize("format_", ["csv", "jsonl", "label-studio", "argilla"])
def test_what_is_left_to_label_goes_to_any_program(robust: Run, run: Path, workplace: Path, format_: str) -> None:
    (workplace / "ben.jsonl").write_text('{"audit_id": "a-t0", "label": "mixed"}\n')
    assert robust("audit", "import", "run", "ben.jsonl").returncode == 0
    done = robust("audit", "export", "run", "--annotator", "ben", "--format", format_, "-o", "out/sheet.json")
    assert done.returncode == 0, done.stderr
    assert "25 texts to label, 1 done" in done.stdout
    sheet = (workplace / "out" / "sheet.json").read_text()
    assert "a-t1" in sheet
    assert "a-t0" not in sheet
    again = robust("audit", "export", "run", "--annotator", "ben", "--format", format_, "-o", "out/sheet.json")
    assert again.returncode == 2
    assert "--overwrite" in again.stderr


def test_users_of_another_program_are_named(robust: Run, run: Path, workplace: Path) -> None:
    result = [{"from_name": "label", "to_name": "text", "type": "choices", "value": {"choices": ["positive"]}}]
    done = [{"completed_by": user, "result": result, "lead_time": 2.0} for user in (3, 4)]
    task = {"id": 1, "data": {"audit_id": "a-t0", "text": "=the text a-t0"}, "annotations": done}
    (workplace / "export.json").write_text(json.dumps([task]))
    unnamed = robust("audit", "import", "run", "export.json")
    assert unnamed.returncode == 2
    assert "--user 3=NAME" in unnamed.stderr
    assert robust("audit", "import", "run", "export.json", "--user", "3=anna", "--user", "4=ben").returncode == 0
    assert {response.annotator for response in audit_folder(run, "typo@3").responses()} == {"anna", "ben"}
    assert robust("audit", "import", "run", "export.json", "--user", "anna").returncode == 2


def test_the_third_annotator_needs_a_name_that_a_file_may_have(robust: Run, run: Path) -> None:
    done = robust("audit", "adjudicate", str(run), "--third", "../x")
    assert done.returncode == 2
    assert "cannot be an annotator's name" in done.stderr
