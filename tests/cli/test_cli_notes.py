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
READERS_OF_TRAINING_DATA = {
    "train": ("train", "--base", "bow", "--epochs", "1", "--out", "model", "--validation-split", "test"),
    "augment": ("augment", "--transform", "casing", "--size", "2", "--out", "more.jsonl"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_notes_count_rows_and_nothing_else(here, workplace: Path, command: str) -> None:
    (workplace / "gaps.csv").write_text(ROWS, "utf-8")
    asked = ("--dataset", "gaps.csv", "--transform", "contraction,casing", "--language", "de")
    done = here(*COMMANDS[command], *asked)
    assert done.returncode == 0, done.stderr
    notes = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("note: ")]
    assert notes[:3] == [
        "note: gaps: 2 left out: no label",
        "note: gaps: 1 left out: no text",
        "note: contraction@3: left out: it does not apply to language 'de'",
    ]
    assert not any(char.isdigit() for note in notes[3:] for char in note)


@pytest.mark.parametrize("command", READERS_OF_TRAINING_DATA)
def test_rows_left_out_of_training_data_are_told(here, workplace: Path, command: str) -> None:
    (workplace / "data").mkdir()
    (workplace / "data" / "train.csv").write_text(ROWS, "utf-8")
    (workplace / "data" / "test.csv").write_text(ROWS.replace("a plot,\n", ""), "utf-8")
    done = here(*READERS_OF_TRAINING_DATA[command], "--dataset", "data")
    assert done.returncode == 0, done.stderr
    notes = [line for line in done.stderr.splitlines() if line.startswith("note: data/")]
    expected = ["note: data/train: 2 left out: no label", "note: data/train: 1 left out: no text"]
    if command == "train":
        expected += ["note: data/test: 1 left out: no label", "note: data/test: 1 left out: no text"]
    assert notes == expected
    assert not here(*READERS_OF_TRAINING_DATA[command], "--dataset", "data", "--overwrite", "--quiet").stderr.count(
        "note:"
    )
