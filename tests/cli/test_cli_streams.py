"""Closed, narrow and broken output; what others print; Ctrl-C. The exit code never says what did not happen."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from robustbench_nlp.__main__ import run
from robustbench_nlp.cli import app, show
from robustbench_nlp.cli.app import main

ROBUST = (sys.executable, "-m", "robustbench_nlp")


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")
def test_a_closed_stream_swallows_what_it_is_given(closed: str) -> None:
    done = subprocess.run(["sh", "-c", f'"$@" {closed}', "sh", *ROBUST, "list-transforms"], capture_output=True)  # noqa: PLW1510
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert (b"typo" in done.stdout) == (not closed.startswith(">"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes of Unix")
@pytest.mark.parametrize("command", [("show", "typo"), ("list-transforms",), ("--help",), ("--version",)])
def test_a_reader_that_is_gone_is_no_large_drop(command: tuple[str, ...]) -> None:
    process = subprocess.Popen([*ROBUST, *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()  # type: ignore[union-attr]
    said = process.stderr.read()  # type: ignore[union-attr]
    assert process.wait(60) == 141
    assert said == b""


def test_a_narrow_encoding_gets_what_it_can_hold(robust) -> None:  # type: ignore[no-untyped-def]
    what = ("--transform", "whitespace", "--dataset", "reviews.csv")
    shown = robust("preview", *what, "-n", "1", PYTHONIOENCODING="cp1252")
    assert shown.returncode == 0, shown.stderr
    assert "\\u2423" in shown.stdout
    model = ("--model", "python:lexicon:by_words")
    assert robust("eval", *model, *what, "--limit", "10", "-q", PYTHONIOENCODING="cp1252").returncode == 0


def test_what_a_model_prints_is_no_part_of_the_report(robust, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "loud.py").write_text(
        "from lexicon import by_words as quiet\n"
        "print('imported')\n"
        "def by_words(texts):\n"
        "    print('asked')\n"
        "    return quiet(texts)\n"
        "by_words.labels = quiet.labels\n",
        "utf-8",
    )
    what = ("--dataset", "reviews.csv", "--transform", "identity", "--limit", "10", "--json")
    done = robust("eval", "--model", "python:loud:by_words", *what)
    assert json.loads(done.stdout)["n"] == 10
    assert "imported" in done.stderr


def ended(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["robust", *arguments])
    monkeypatch.setenv("ROBUST_PLUGINS", "")
    with pytest.raises(SystemExit) as caught:
        main()
    return int(caught.value.code or 0)


def test_an_interruption_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(entry: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(show, "_card", interrupted)
    assert ended(monkeypatch, "show", "typo") == 130
    assert capsys.readouterr().err == "error: interrupted before anything was written\n"


def test_an_interruption_before_there_is_a_command_is_told_by_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "app", interrupted)
    with pytest.raises(SystemExit) as caught:
        run()
    assert caught.value.code == 130


def test_a_bug_keeps_its_traceback_and_is_no_large_drop(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def buggy(entry: object) -> None:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(show, "_card", buggy)
    assert ended(monkeypatch, "show", "typo") == 70
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "Traceback (most recent call last):"
    assert said[-3] == "ZeroDivisionError: ours"
    assert "please report it" in said[-1]


class OutOfMemoryError(RuntimeError):
    """As torch names its own."""


@pytest.mark.parametrize(
    "error",
    [MemoryError(), OutOfMemoryError("CUDA"), RuntimeError("DefaultCPUAllocator: can't allocate memory: 8 bytes")],
)
def test_too_little_memory_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    def hungry(entry: object) -> None:
        raise error

    monkeypatch.setattr(show, "_card", hungry)
    assert ended(monkeypatch, "show", "typo") == 2
    said = capsys.readouterr().err
    assert said.startswith("error: there is not enough memory\nhint: ")


def test_a_terminal_obeys_no_message(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(monkeypatch, "show", "ty\x1b[31mpo\u202e") == 2
    said = capsys.readouterr().err
    assert said.replace("\n", "").isprintable()


def test_a_terminal_obeys_no_label(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    labels = ("up", "down\x1b[2J")
    rows = "".join(f"A film that isn't {('good', 'bad')[i % 2]} number {i},{labels[i % 2]}\n" for i in range(20))
    (workplace / "evil.csv").write_text(f"text,label\n{rows}", "utf-8")
    what = ("--dataset", "evil.csv", "--transform", "contraction")
    for done in (here("preview", *what), here("augment", *what, "--size", "4", "--out", "a.jsonl")):
        assert done.returncode == 0, done.stderr
        assert "down" in done.stdout + done.stderr
        assert "\x1b" not in done.stdout + done.stderr
