"""A study as users run it: from end to end, killed and restarted, and asked for nonsense."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

GOOD, BAD = ("good", "great", "moving", "funny", "lovely"), ("bad", "awful", "dull", "boring", "weak")
FILLER = "the a story with people who never really leave their house since something isn't clear to anyone".split()
QUESTION = ("study", "-d", "data", "--base", "bow", "-t", "typo,contraction", "--augment-size", "40", "--seeds", "2")
QUICK = (*QUESTION, "--held-out", "casing", "--severities", "1,5", "--severity-limit", "40", "--epochs", "2")


def write_split(path: Path, n: int, seed: int) -> None:
    rng = random.Random(seed)
    rows = ["text,label"]
    for i in range(n):
        words = rng.choices(FILLER, k=rng.randrange(6, 14)) + rng.choices(GOOD if i % 2 else BAD, k=3)
        if i % 5 == 0:
            words += rng.choices(BAD if i % 2 else GOOD, k=3)
        rng.shuffle(words)
        rows.append(f"{' '.join(words).capitalize()}.,{'positive' if i % 2 else 'negative'}")
    path.write_text("\n".join(rows) + "\n", "utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("studies")
    (folder / "data").mkdir()
    write_split(folder / "data" / "train.csv", 160, 1)
    write_split(folder / "data" / "test.csv", 80, 2)
    return folder


@pytest.fixture(scope="module")
def environment(place: Path) -> dict[str, str]:
    return {"ROBUST_CACHE": str(place / "cache"), "ROBUST_PLUGINS": "", "HF_HUB_OFFLINE": "1"}


@pytest.fixture(scope="module")
def robust(place: Path, environment: dict[str, str], runs_in_this_process: Callable[..., Run]) -> Run:
    return runs_in_this_process(place, environment)


@pytest.fixture(scope="module")
def start(place: Path, environment: dict[str, str]) -> Callable[..., subprocess.Popen[str]]:
    """Starts a study in a process of its own, to be ended from here."""

    def go(out: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "robustbench_nlp", *QUICK, "-o", out]
        own = {**os.environ, **environment}
        return subprocess.Popen(
            command, cwd=place, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )

    return go


@pytest.fixture(scope="module")
def finished(robust: Run, place: Path) -> Path:
    done = robust(*QUICK, "-o", "whole")
    assert done.returncode == 0, done.stderr
    assert "Difference in differences" in done.stdout
    return place / "whole"


def result(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "study.json").read_text("utf-8"))
    return found


def test_the_table_has_arms_transforms_and_contrasts(finished: Path) -> None:
    study = result(finished)
    assert study["claim"] == "recipe"
    assert [arm["n"] for arm in study["arms"]] == [[160, 160], [200, 200], [200, 200]]
    assert [(row["transform"], row["seen"]) for row in study["rows"]] == [
        ("typo@3", "trained"),
        ("contraction@3", "trained"),
        ("casing@3", "held out"),
    ]
    for row in study["rows"]:
        assert (row["n"], row["pairs"]) == (80, 80)
        assert [drop["arm"] for drop in row["drops"]] == ["A", "B", "C"]
        drops = {drop["arm"]: drop["drop"]["value"] for drop in row["drops"]}
        for contrast in row["contrasts"]:
            saved = contrast["saved"]
            assert saved["value"] == pytest.approx(drops[contrast["first"]] - drops[contrast["second"]])
            assert saved["low"] <= saved["value"] <= saved["high"]
            assert "Satterthwaite" in saved["method"]
    assert [row["name"] for row in study["means"]] == ["mean of 2 trained"]


def test_every_accuracy_is_that_of_its_models(finished: Path) -> None:
    study = result(finished)
    for arm in study["arms"]:
        assert arm["accuracy"]["value"] == pytest.approx(sum(arm["per_seed"]) / 2)
    for row in study["rows"]:
        for drop, arm in zip(row["drops"], study["arms"], strict=True):
            assert drop["accuracy"]["value"] == pytest.approx(sum(drop["per_seed"]) / 2)
            assert drop["accuracy_before"] == pytest.approx(arm["accuracy"]["value"])
            assert drop["drop"]["value"] == pytest.approx((drop["broke"] - drop["fixed"]) / row["pairs"] / 2)


def test_the_curve_has_its_own_sample(finished: Path) -> None:
    study = result(finished)
    assert study["curve_n"] == 40
    assert {row["n"] for row in study["curve"]} == {40}
    assert [row["transform"] for row in study["curve"]] == [
        *("typo@1", "typo@5"),
        *("contraction@1", "contraction@5"),
        *("casing@1", "casing@5"),
    ]
    assert {row["transform"]: row["seen"] for row in study["curve"]}["typo@5"] == "related"


def test_no_test_text_is_rewritten_with_a_seed_of_the_training(finished: Path) -> None:
    study = result(finished)
    assert study["seeds"] == [0, 1]
    assert study["test_seed"] not in range(1000)


def test_weights_go_and_answers_stay(finished: Path) -> None:
    assert not list((finished / "models").iterdir())
    assert len(list((finished / "scores").iterdir())) == 6


def test_figures_are_pictures_that_name_their_transforms(finished: Path) -> None:
    import xml.etree.ElementTree as ET

    for name, said in (("drops.svg", "casing@3"), ("severity.svg", "contraction")):
        root = ET.parse(finished / name).getroot()
        assert root.tag.endswith("svg")
        assert said in "".join(root.itertext())


def test_asking_again_trains_nothing_and_says_the_same(finished: Path, robust: Run) -> None:
    before = (finished / "study.json").read_bytes()
    records = {path: path.stat().st_mtime_ns for path in (finished / "steps").iterdir()}
    done = robust(*QUICK, "-o", "whole", "--format", "markdown")
    assert done.stdout.startswith("**bow on data/test: 2 models per arm")
    assert (finished / "study.json").read_bytes() == before
    assert {path: path.stat().st_mtime_ns for path in (finished / "steps").iterdir()} == records


def test_killed_again_and_again_it_ends_with_the_same_file(
    finished: Path, place: Path, start: Callable[..., subprocess.Popen[str]]
) -> None:
    folder = place / "killed"
    seen: dict[Path, int] = {}
    # After these files appeared: in the middle of texts, of a training, before weights go, before the result.
    for awaited in ("texts/main-000000.parquet", "models/A-0", "scores/B-0.parquet", "steps/train-C-1.json"):
        process = start("killed")
        until = time.monotonic() + 100
        while not (folder / awaited).exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not (folder / "study.json").exists()
        for path, changed in seen.items():
            assert path.stat().st_mtime_ns == changed, f"{path.name} was done twice"
        seen = {path: path.stat().st_mtime_ns for path in (folder / "steps").glob("*.json")}
    last = start("killed")
    _, said = last.communicate(timeout=200)
    assert last.returncode == 0, said
    assert all(path.stat().st_mtime_ns == changed for path, changed in seen.items())
    assert (folder / "study.json").read_bytes() == (finished / "study.json").read_bytes()
    assert not list((folder / "models").iterdir())


def test_ctrl_c_says_what_to_do(place: Path, start: Callable[..., subprocess.Popen[str]]) -> None:
    process = start("interrupted")
    until = time.monotonic() + 100
    while not (place / "interrupted" / "steps" / "texts-main.json").exists() and time.monotonic() < until:
        time.sleep(0.002)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=100)
    assert process.returncode == 130
    assert "interrupted; what is done is kept in interrupted" in said
    assert "the same command goes on" in said


def test_more_seeds_go_on_in_the_same_folder(robust: Run, place: Path) -> None:
    one = (*QUESTION[:-1], "1", "--held-out", "", "--epochs", "1", "-o", "grown", "--keep-models")
    assert robust(*one).returncode == 0
    assert result(place / "grown")["claim"] == "this checkpoint"
    trained = (place / "grown" / "steps" / "train-A-0.json").stat().st_mtime_ns
    # As if it had been killed between a model and its record.
    record = place / "grown" / "steps" / "train-B-0.json"
    before = json.loads(record.read_text("utf-8"))
    for kept in (record, place / "grown" / "steps" / "score-B-0.json", place / "grown" / "scores" / "B-0.parquet"):
        kept.unlink()
    done = robust(*(part if part != "1" else "2" for part in one[:11]), *one[11:-1])
    assert done.returncode == 0, done.stderr
    assert result(place / "grown")["seeds"] == [0, 1]
    assert (place / "grown" / "steps" / "train-A-0.json").stat().st_mtime_ns == trained
    # The card has the seconds it took.
    assert json.loads(record.read_text("utf-8"))["card"] == before["card"]
    # Kept as asked for; what the second run has evaluated was not to be kept.
    assert sorted(path.name for path in (place / "grown" / "models").iterdir()) == ["A-0", "C-0"]


def test_a_plan_writes_nothing_and_knows_what_is_done(finished: Path, robust: Run, place: Path) -> None:
    done = robust(*QUICK, "-o", "planned", "--plan")
    assert done.returncode == 0, done.stderr
    assert "16 of 16 steps to do, about" in done.stdout
    assert not (place / "planned").exists()
    done = robust(*QUICK, "-o", "whole", "--plan", "--seeds", "3")
    assert "7 of 23 steps to do, about" in done.stdout
    assert "probed" not in done.stdout


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("-o", "whole", "--epochs", "3"), "holds a study that differs in: recipe"),
        (("-o", "data"), "holds other things than a study"),
        (("--held-out", "typo@3"), "cannot be held out"),
        (("--held-out", "negate"), "changes the label by design"),
        (("-t", "negate"), "changes the label by design"),
        (("--severities", "1,6"), "--severities are 1 to 5"),
        (("--severities", "low"), "cannot read --severities"),
        (("--seeds", "0"), "--seeds must be at least 1"),
        (("-d", "data/train.csv", "--train-split", "", "--split", ""), "no test split apart from its training split"),
        (("--format", "html"), "lays out reports only"),
        (("--augment-size", "0"), "must be at least 1"),
    ],
)
def test_nonsense_is_one_line(finished: Path, robust: Run, more: tuple[str, ...], said: str) -> None:
    done = robust(*QUICK, *more)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr
