"""What was left out is told with how often, also where that was once; what is no count carries none."""

from __future__ import annotations

from pathlib import Path

import pytest

ROWS = "text,label\na good film,1\na bad film,0\n,1\na fine film,1\na dull film,0\na film,\na plot,\n"
COMMANDS = {
    "eval": ("eval", "--model", "python:lexicon:by_words"),
    "transform": ("transform", "--out", "texts.jsonl"),
    "preview": ("preview",),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_notes_count_rows_and_nothing_else(here, workplace: Path, command: str) -> None:
    (workplace / "gaps.csv").write_text(ROWS, "utf-8")
    asked = ("--dataset", "gaps.csv", "--transform", "contraction,casing", "--language", "de")
    done = here(*COMMANDS[command], *asked)
    assert done.returncode == 0, done.stderr
    notes = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("note: ")]
    assert notes[:3] == [
        "note: gaps: no label (2)",
        "note: gaps: no text (1)",
        "note: contraction@3: does not apply to language 'de'",
    ]
    assert not any(note.endswith(")") for note in notes[3:])
