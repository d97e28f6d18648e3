"""A small classifier that any test of this room may load, a copy of it that it may break, and how one is trained."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from robustbench_nlp.classifiers.transformer.train import train
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import TrainOptions


@pytest.fixture(scope="session")
def model(tiny_base: Path, toy_reviews: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained") / "out"
    train(
        toy_reviews,
        None,
        TrainOptions(str(tiny_base), out, epochs=2, learning_rate=5e-3, precision="fp32", device="cpu"),
    )
    return out


@pytest.fixture
def copy(model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model, tmp_path / "copy"))


@pytest.fixture
def options(tiny_base: Path, tmp_path: Path) -> TrainOptions:
    return TrainOptions(
        base=str(tiny_base), out=tmp_path / "out", epochs=4, learning_rate=5e-3, precision="fp32", device="cpu"
    )
