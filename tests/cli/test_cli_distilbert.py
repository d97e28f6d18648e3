"""The documented default, DistilBERT from the hub, with random weights in the layout that the hub's client leaves.

Every line of that path runs: the base found by its hub id, fine-tuned with the recipe's defaults, evaluated.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]
HUB_ID = "distilbert/distilbert-base-uncased"


def in_hub_layout(model: Path, hub: Path) -> Path:
    repository = hub / f"models--{HUB_ID.replace('/', '--')}"
    shutil.copytree(model, repository / "snapshots" / "12040acc")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("12040acc")
    return hub


def trained_and_evaluated(robust: Run, here: Run, workplace: Path, hub: Path, *more: str) -> dict[str, object]:
    # The hub's client reads where its cache is when it is imported: a process of its own.
    done = robust("train", "--dataset", "reviews.csv", "--out", "out", *more, HF_HUB_CACHE=str(hub))
    assert done.returncode == 0, done.stderr
    card: dict[str, object] = json.loads((workplace / "out" / "robust_model.json").read_text("utf-8"))
    done = here("eval", "--model", "out", "--dataset", "reviews.csv", "--transform", "typo", "--limit", "20")
    assert done.returncode == 0, done.stderr
    assert "hf:out@" in done.stdout
    return card


def test_the_defaults_are_the_documented_recipe(robust: Run, here: Run, workplace: Path, tiny_base: Path) -> None:
    card = trained_and_evaluated(robust, here, workplace, in_hub_layout(tiny_base, workplace / "hub"))
    assert card["base"] == HUB_ID
    options = card["options"]
    assert isinstance(options, dict)
    wanted = {"epochs": 2.0, "learning_rate": 2e-5, "batch_size": 16, "warmup": 0.06, "weight_decay": 0.01}
    assert {name: options[name] for name in wanted} == wanted
    assert options["truncation"] == "head_tail"


@pytest.mark.slow
@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_the_real_architecture(  # noqa: PLR0917
    robust: Run, here: Run, workplace: Path, tmp_path: Path, tiny_base: Path, precision: str
) -> None:
    import torch
    from transformers import AutoTokenizer, DistilBertConfig, DistilBertModel

    folder = tmp_path / "base"
    AutoTokenizer.from_pretrained(tiny_base, model_max_length=512).save_pretrained(folder)
    with torch.random.fork_rng():
        DistilBertModel(DistilBertConfig()).save_pretrained(folder)
    hub = in_hub_layout(folder, workplace / "hub")
    card = trained_and_evaluated(
        robust, here, workplace, hub, "--limit", "32", "--epochs", "1", "--precision", precision,
        "--validation-share", ".25", "--early-stopping", "1", "--gradient-checkpointing", "--freeze-layers", "3",
    )  # fmt: skip
    options = card["options"]
    assert isinstance(options, dict)
    assert options["max_length"] == 512
    assert options["precision"] == precision
