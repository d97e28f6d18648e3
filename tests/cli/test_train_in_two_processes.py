"""One training on several processes, as on several GPUs: same loss, one checkpoint, one model."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from robustbench_nlp.core.dataset import Dataset

pytestmark = pytest.mark.slow


@pytest.fixture
def launch(tmp_path: Path, tiny_base: Path, toy_reviews: Dataset):  # type: ignore[no-untyped-def]
    with (tmp_path / "toy.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["text", "label"])
        rows.writerows((e.text, toy_reviews.labels[e.label]) for e in toy_reviews.examples)

    def launched(processes: int, *more: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "accelerate.commands.launch", "--cpu", "--num_processes", str(processes)]
        command += ["--num_machines", "1", "--mixed_precision", "no", "--dynamo_backend", "no", "-m", "robustbench_nlp"]
        command += ["train", "--dataset", "toy.csv", "--base", str(tiny_base), "--precision", "fp32", *more]
        return subprocess.Popen(
            command,
            cwd=tmp_path,
            env={**os.environ, "ROBUST_PLUGINS": ""},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    return launched


def finished(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=200)
    assert process.returncode == 0, err[-2000:]
    return out + err


def card(folder: Path) -> dict[str, float]:
    found: dict[str, float] = json.loads((folder / "robust_model.json").read_text("utf-8"))
    return found


def test_the_loss_does_not_grow_with_the_processes(launch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    # At a vanishing rate nothing is learnt: the loss of two classes stays about ln 2.
    for processes in (1, 2):
        finished(launch(processes, "--out", f"out{processes}", "--lr", "1e-9", "--epochs", "1"))
    assert card(tmp_path / "out1")["loss"] == pytest.approx(0.69, abs=0.05)
    assert card(tmp_path / "out2")["loss"] == pytest.approx(0.69, abs=0.05)


def test_an_interrupted_training_goes_on(launch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    process = launch(2, "--out", "out", "--lr", "0.005", "--epochs", "40")
    deadline = time.monotonic() + 120
    while not (tmp_path / ".out.training" / "asked.json").exists():
        assert process.poll() is None, process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    time.sleep(4)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=120)
    assert process.returncode != 0
    assert "a checkpoint is kept" in said, said[-2000:]
    checkpoints = list((tmp_path / ".out.training").glob("checkpoint-*"))
    assert len(checkpoints) == 1
    finished(launch(2, "--out", "out", "--lr", "0.005", "--epochs", "40", "--resume"))
    assert card(tmp_path / "out")["loss"] < 0.1
    assert not (tmp_path / ".out.training").exists()


def test_they_stop_early_together(launch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    said = finished(
        launch(
            2, "--out", "out", "--lr", "5e-3", "--epochs", "6", "--validation-share", ".2", "--early-stopping", "2",
            "--augment", "casing", "--augment-size", "40",
        )
    )  # fmt: skip
    assert "casing@3" in said
    found = card(tmp_path / "out")
    points = [json.loads(line) for line in (tmp_path / "out" / "training.jsonl").read_text("utf-8").splitlines()]
    looks = {p["step"]: p["validation_loss"] for p in points if "validation_loss" in p}
    assert found["best_step"] == min(looks, key=looks.__getitem__)
    assert 0 <= points[-1]["accuracy"] <= 1
