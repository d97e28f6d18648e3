"""`robust audit judge`, as a user runs it."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from robustbench_nlp.audit.find import find_audit
from robustbench_nlp.cli.app import main


class Done(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


Robust = Callable[..., Done]


@pytest.fixture
def robust(run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Robust:
    """Runs `robust audit judge` on that run, in this process."""
    monkeypatch.setenv("ROBUST_PLUGINS", "")

    def go(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["robust", "audit", "judge", str(run), *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        return Done(int(ended.value.code or 0), *capsys.readouterr())

    return go


def honest(served):
    return lambda asked: "positive" if "good" in served().text_of(asked) else "negative"


def test_a_language_model_labels_the_sheet(run, robust, server):
    served = server(honest(lambda: served))
    done = robust("--judge", "llm:small", "--base-url", served.url, "--yes", "--price", "1,2", "-q")
    assert done.returncode == 0, done.stderr
    assert "27 texts, about" in done.stderr and "at 1 and 2 a million" in done.stderr
    assert done.stdout.startswith("llm-small, the llm small@127.0.0.1:")
    assert done.stdout.endswith("27 of 27 answered\n")
    folder = find_audit(run, None)
    assert len(folder.responses()) == 27
    record = json.loads((folder.path / "judges" / "llm-small" / "record.json").read_text("utf-8"))
    assert record["record"]["temperature"] == 0
    assert "Reply with exactly one of these" in record["record"]["messages"][0]["content"]
    assert record["last_sitting"] == {"answered": 27, "models": ["small-0613"], "tokens_in": 2700, "tokens_out": 54}
    again = robust("--judge", "llm:small", "--base-url", served.url)
    assert (again.returncode, len(served.requests)) == (0, 27)


def test_nothing_that_costs_starts_unasked(run, robust, server):
    served = server(lambda _asked: "positive")
    done = robust("--judge", "llm:small", "--base-url", served.url)
    assert done.returncode == 2
    assert "27 texts, about" in done.stderr and "--yes" in done.stderr
    assert served.requests == []
    assert find_audit(run, None).responses() == ()


def test_killed_by_the_service_it_goes_on_later(run, robust, server):
    count = 0

    def reply(asked):
        nonlocal count
        count += 1
        return honest(lambda: served)(asked) if count <= 10 else (429, {"error": {"message": "quota exceeded"}})

    served = server(reply)
    arguments = ("--judge", "llm:small", "--base-url", served.url, "--yes", "-q")
    done = robust(*arguments)
    assert done.returncode == 2
    assert "quota exceeded" in done.stderr and "same command goes on" in done.stderr
    kept = len(find_audit(run, None).responses())
    assert 0 < kept <= 10
    served.reply = honest(lambda: served)
    before = len(served.requests)
    done = robust(*arguments)
    assert done.returncode == 0, done.stderr
    assert len(served.requests) - before == 27 - kept
    assert f"{27 - kept} texts, about" in done.stderr


def test_texts_without_an_answer_are_listed(robust, server):
    served = server(lambda asked: "I refuse" if "poor film, 1" in served.text_of(asked) else "positive")
    done = robust("--judge", "llm:small", "--base-url", served.url, "--yes", "-q")
    assert done.returncode == 2
    assert "no answer that can be used: I refuse / I refuse" in done.stderr
    assert "of 27 answered" in done.stdout and "27 of 27" not in done.stdout


def test_an_independent_model_needs_no_leave(run, robust):
    done = robust("--judge", "model:python:models_of_judges:other", "--annotator", "ben", "-q")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "ben, the model python:models_of_judges:other: 7 of 7 answered\n"


def test_the_model_under_test_is_refused_in_one_line(robust):
    done = robust("--judge", "model:python:models_of_judges:tested")
    assert done.returncode == 2
    assert "is the model under test" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("price", ["1", "1,2,3", "a,b", "-1,2", "nan,1"])
def test_a_price_must_be_two_numbers(robust, price):
    done = robust("--judge", "model:python:models_of_judges:other", "--price", price)
    assert (done.returncode, "--price is two numbers" in done.stderr) == (2, True)


def test_what_a_model_replies_does_not_reach_the_terminal_as_commands(robust, server):
    served = server(lambda _asked: "\x1b]0;gone\x07\x1b[2Jno")
    done = robust("--judge", "llm:small", "--base-url", served.url, "--yes", "-q")
    assert "no answer that can be used" in done.stderr
    assert "\x1b" not in done.stderr + done.stdout


def test_a_judge_that_answers_elsewhere_is_named_and_gets_a_blind_sheet(run, robust, monkeypatch, capsys):
    done = robust("--judge", "llm:reader-7", "--annotator", "reader", "--sheet")
    assert done.returncode == 0, done.stderr
    folder = find_audit(run, None)
    assert done.stdout == f"sheet: {folder.sheet('reader')}\n"
    someone = folder.manifest().annotators[-1]
    assert (someone.name, someone.kind, someone.what) == ("reader", "llm", "reader-7 (by sheet)")
    with folder.sheet("reader").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"audit_id", "text", "label", "naturalness", "comment"}
    gold = {item.audit_id: item.gold for item in folder.items()}
    filled = run.parent / "reader.csv"
    with filled.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows({**row, "label": gold[row["audit_id"]]} for row in rows)
    monkeypatch.setattr(sys, "argv", ["robust", "audit", "import", str(run), str(filled)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code, capsys.readouterr()
    assert len(folder.responses()) == 27


def test_a_judge_by_sheet_must_be_named(robust):
    done = robust("--judge", "llm", "--sheet")
    assert (done.returncode, "which llm?" in done.stderr) == (2, True)


def test_no_key_is_shown(run, robust, server, monkeypatch):
    monkeypatch.setenv("THEIR_KEY", "sk-secret")
    served = server(lambda _asked: (401, {"error": {"message": "who are you?"}}))
    done = robust("--judge", "llm:small", "--base-url", served.url, "--key-variable", "THEIR_KEY", "--yes", "-q")
    assert done.returncode == 2
    assert "who are you?" in done.stderr
    assert "sk-secret" not in done.stderr + done.stdout
    assert not any("sk-secret" in path.read_text("utf-8", "replace") for path in run.rglob("*") if path.is_file())
