from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from robustbench_nlp.cli.highlight import highlighted
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.outcome import Rewritten, Status


def test_what_changed_where_and_by_which_rule(robust) -> None:  # type: ignore[no-untyped-def]
    done = robust("preview", "--transform", "casing(mode=upper)", "--dataset", "reviews.csv", "--rows", "2")
    assert done.returncode == 0, done.stderr
    assert re.search(r"casing.* words in upper", done.stdout)
    assert "keeps the label, because" in done.stdout
    assert "of 200 texts changed" in done.stdout
    assert done.stdout.count("\n    … and ") <= 2
    assert len(re.findall(r"^  (?:positive|negative)  \w+$", done.stdout, re.MULTILINE)) == 2
    assert re.search(r"^    .*\[-story-\]\{\+STORY\+\}.*\(case", done.stdout, re.MULTILINE)
    assert "\x1b[" not in done.stdout


def test_rows_must_be_at_least_one(robust) -> None:  # type: ignore[no-untyped-def]
    done = robust("preview", "--transform", "typo", "--dataset", "reviews.csv", "--rows", "0")
    assert done.returncode == 2


def lines(before: str, row: Rewritten, *, marks: bool) -> list[str]:
    return [line.plain for line in highlighted(before, row, marks=marks)]


def test_flags_discards_and_failures_are_shown() -> None:
    changed = Rewritten(
        "a", "t", 0, Status.CHANGED, "bad", (Edit(0, 4, "good", "bad", "swap"),), ("valence: good -> bad",), ("x: y",)
    )
    assert lines("good", changed, marks=True) == [
        "discarded: x: y",
        "[-good-]{+bad+}  (swap)",
        "flagged: valence: good -> bad",
    ]
    assert lines("good", changed, marks=False)[1] == "good→bad  (swap)"
    failed = Rewritten("a", "t", 0, Status.FAILED, "good", error="boom")
    assert lines("good", failed, marks=True) == ["failed: boom"]


def test_white_space_that_changed_can_be_seen() -> None:
    row = Rewritten("a", "t", 0, Status.CHANGED, "a\t\nb", (Edit(1, 2, " ", "\t\n", "space"),))
    assert lines("a b", row, marks=True) == ["a[-␣-]{+⇥⏎+}b  (space)"]


@pytest.mark.parametrize("nasty", ["\x1b[31m", "\x9b31m", "\u202e", "\x07", "\x00"])
def test_a_terminal_obeys_no_text(nasty: str) -> None:
    before = f"a{nasty}b c"
    row = Rewritten(
        "a", "t", 0, Status.CHANGED, f"a{nasty}b {nasty}", (Edit(len(before) - 1, len(before), "c", nasty),)
    )
    assert nasty[0] not in "".join(lines(before, row, marks=False))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_in_a_terminal_colours_and_lines_that_fit(workplace: Path, tmp_path: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 60, 0, 0))
    environment = {
        **os.environ,
        "ROBUST_PLUGINS": "",
        "ROBUST_CACHE": str(tmp_path / "cache"),
        "TERM": "xterm-256color",
    }
    for name in ("NO_COLOR", "COLUMNS", "FORCE_COLOR"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "robustbench_nlp", "preview", "-t", "typo@5", "-d", "reviews.csv", "-n", "1"]
    process = subprocess.Popen(command, cwd=workplace, env=environment, stdout=slave, stderr=slave)
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    assert process.wait(60) == 0, shown.decode()
    written = shown.decode()
    assert "\x1b[" in written
    assert "[-" not in written.replace("\x1b[", "")
    plain = re.sub(r"\x1b\[[\d;]*m", "", written)
    assert "→" in plain
    assert max(map(len, plain.splitlines())) <= 60
