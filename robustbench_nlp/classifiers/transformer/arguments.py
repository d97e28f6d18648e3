"""The Trainer's arguments, from a recipe."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import TrainingArguments

LOGS = 200
"""Points of the curve over a training."""


def arguments(
    recipe: Mapping[str, Any], *, seed: int, n: int, work: Path, look_every: int | None, report_to: Sequence[str]
) -> TrainingArguments:
    """Arguments for `n` texts; `look_every` steps comes a look at the validation part, where there is one."""

    on_cpu = recipe["device"] == "cpu"
    together = int(os.environ.get("WORLD_SIZE", "0")) or (1 if on_cpu else max(1, torch.cuda.device_count()))
    steps = max(1, round(recipe["epochs"] * n / recipe["batch_size"]))
    return TrainingArguments(
        output_dir=str(work),
        num_train_epochs=recipe["epochs"],
        learning_rate=recipe["learning_rate"],
        per_device_train_batch_size=max(1, recipe["batch_size"] // together),
        lr_scheduler_type="linear",
        warmup_steps=round(recipe["warmup"] * steps),
        weight_decay=recipe["weight_decay"],
        bf16=recipe["precision"] == "bf16",
        fp16=recipe["precision"] == "fp16",
        use_cpu=on_cpu,
        seed=seed,
        data_seed=seed,
        logging_steps=max(1, steps // LOGS),
        logging_nan_inf_filter=False,
        # The loss is a mean over texts already; counted per token it would grow with the number of processes.
        average_tokens_across_devices=False,
        # Checkpoints come by the clock.
        save_strategy="no",
        save_total_limit=1,
        dataloader_pin_memory=not on_cpu,
        remove_unused_columns=False,
        disable_tqdm=True,
        eval_strategy="no" if look_every is None else "steps",
        eval_steps=look_every,
        report_to=list(report_to) or "none",
    )
