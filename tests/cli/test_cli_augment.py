"""`robust augment` and `robust train --augment` as a user meets them."""

from __future__ import annotations

import csv
import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from robustbench_nlp.core.edits import Edit, apply_edits

Run = Callable[..., subprocess.CompletedProcess[str]]
ASKED = ("augment", "--dataset", "reviews.csv", "--transform", "typo,contraction@5", "--size", "60")


def succeeded(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert done.stderr.startswith("error: "), done.stderr
    return done.stderr


def read(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    if path.suffix == ".csv":
        rows: list[dict[str, Any]] = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
    else:
        rows = pq.read_table(path).to_pylist()
    return [{**row, "edits": json.loads(row["edits"]), "seed": int(row["seed"])} for row in rows]


def test_the_same_rows_in_every_format_with_the_way_back(here: Run, workplace: Path) -> None:
    names = ("a.jsonl", "a.csv", "a.parquet")
    for name in names:
        said = succeeded(here(*ASKED, "--out", name, "--seed", "7"))
        assert "typo@3: 30 rows (negative: 15, positive: 15)" in said
        assert f"written: {name}" in said
    jsonl, table, parquet = ([{**row, "draw": 0} for row in read(workplace / name)] for name in names)
    assert jsonl == table == parquet
    assert list(jsonl[0]) == ["id", "text", "label", "source_id", "transform", "seed", "draw", "edits"]
    assert Counter(row["label"] for row in jsonl) == {"negative": 30, "positive": 30}
    # Ids are made from the content, so a source is found again by what its edits were made on.
    texts = [row["text"] for row in csv.DictReader((workplace / "reviews.csv").open(encoding="utf-8"))]
    assert len({row["source_id"] for row in jsonl}) == 60
    for row in jsonl:
        edits = [Edit(*edit) for edit in row["edits"]]
        assert row["seed"] == 7
        assert any(_replays(text, edits, row["text"]) for text in texts)


def _replays(text: str, edits: list[Edit], wanted: str) -> bool:
    try:
        return apply_edits(text, edits) == wanted
    except ValueError:
        return False


def test_what_was_written_is_a_data_set(here: Run, workplace: Path) -> None:
    succeeded(here(*ASKED, "--out", "more.parquet"))
    succeeded(here("train", "--dataset", "more.parquet", "--base", "bow", "--out", "model"))
    card = json.loads((workplace / "model" / "robust_model.json").read_text("utf-8"))
    assert card["class_counts"] == [30, 30]


def test_more_than_there_are_is_said(here: Run, workplace: Path) -> None:
    said = succeeded(here("augment", "-d", "reviews.csv", "-t", "contraction@5", "--size", "9000", "-o", "a.jsonl"))
    rows = len(read(workplace / "a.jsonl"))
    assert 0 < rows <= 300
    assert f"note: {rows} of 9000 rows" in said
    assert "of 4500 rows" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--transform", "negate"), "changes the label by design"),
        (("--size", "0"), "at least 1"),
        (("--out", "a.txt"), "format"),
        (("--shares", "1,2,3"), "3 shares for 2 transforms"),
        (("--shares", "much"), "--shares must be numbers"),
        (("--seed", "-1"), "--seed"),
        (("--workers", "0"), "--workers"),
        (("--transform", "tpyo"), "typo"),
    ],
)
def test_what_does_not_make_sense_is_one_line(
    here: Run, workplace: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in refused(here(*ASKED, "--out", "a.jsonl", *arguments))
    assert not (workplace / "a.jsonl").exists()


def test_nothing_is_drawn_from_a_test_split(here: Run, workplace: Path) -> None:
    (workplace / "test.csv").write_bytes((workplace / "reviews.csv").read_bytes())
    asked = ("augment", "-t", "typo", "--size", "9", "-o", "a.jsonl")
    assert "evaluate on" in refused(here(*asked, "--dataset", "test.csv"))


def test_training_with_rewritten_rows_is_training_on_the_rows_of_the_command(here: Run, workplace: Path) -> None:
    asked = ("train", "-d", "reviews.csv", "--base", "bow", "--seed", "3")
    said = succeeded(here(*asked, "-o", "b", "--augment", "typo,contraction@5", "--augment-size", "60"))
    assert "typo@3: 30 rows (negative: 15, positive: 15)" in said
    card = json.loads((workplace / "b" / "robust_model.json").read_text("utf-8"))
    assert card["n"] == 360
    assert card["augmentation"]["kind"] == "rewritten"
    assert (card["augmentation"]["rows"], card["augmentation"]["asked"]) == (60, 60)
    assert card["augmentation"]["transforms"][0].startswith("typo.v")
    succeeded(here("augment", *asked[1:3], *asked[5:], "-t", "typo,contraction@5", "--size", "60", "-o", "a.jsonl"))
    both = list(csv.DictReader((workplace / "reviews.csv").open(encoding="utf-8")))
    both += [{"text": row["text"], "label": row["label"]} for row in read(workplace / "a.jsonl")]
    with (workplace / "both.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ("text", "label"))
        writer.writeheader()
        writer.writerows(both)
    succeeded(here("train", "-d", "both.csv", "--base", "bow", "--seed", "3", "-o", "same"))
    weights = [(workplace / name / "bow.safetensors").read_bytes() for name in ("b", "same")]
    assert weights[0] == weights[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--augment-size", "5"), "without --augment"),
        (("--augment-shares", "2,1"), "--augment-shares without --augment"),
        (("--augment", "negate"), "changes the label by design"),
        (("--augment", "typo", "--freeze-layers", "-1"), "--freeze-layers"),
        (("--validation-share", ".1", "--validation-split", "test"), "use one of them"),
        (("--validation-share", "1"), "--validation-share"),
        (("--class-weights",), "--class-weights means nothing to a bag-of-words model"),
    ],
)
def test_training_options_that_do_not_go_together(here: Run, arguments: tuple[str, ...], said: str) -> None:
    assert said in refused(here("train", "-d", "reviews.csv", "--base", "bow", "-o", "m", *arguments))


def test_a_transformer_with_everything_asked(here: Run, workplace: Path, tiny_base: Path) -> None:
    done = here(
        "train", "-d", "reviews.csv", "--base", str(tiny_base), "-o", "m", "--precision", "fp32", "--epochs", "1",
        "--augment", "casing,typo", "--augment-size", "40", "--augment-shares", "3,1", "--workers", "2",
        "--validation-share", ".1", "--early-stopping", "2", "--class-weights", "--freeze-layers", "1",
        "--gradient-checkpointing",
    )  # fmt: skip
    assert "casing@3: 30 rows (negative: 15, positive: 15)" in succeeded(done)
    card = json.loads((workplace / "m" / "robust_model.json").read_text("utf-8"))
    assert card["n"] == 270 + 40
    assert card["best_step"] > 0
    assert card["validation_accuracy"] is not None
    points = [json.loads(line) for line in (workplace / "m" / "training.jsonl").read_text("utf-8").splitlines()]
    assert {"step", "epoch", "loss", "accuracy", "learning_rate"} <= set(points[0])
    assert (workplace / "m" / "training.svg").is_file()
