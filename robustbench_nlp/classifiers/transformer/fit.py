"""Runs the Trainer: from pretrained weights to fine-tuned ones."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.classifiers.transformer import batches
from robustbench_nlp.classifiers.transformer.pretrained import load_model, quiet
from robustbench_nlp.classifiers.transformer.random_state import seeded
from robustbench_nlp.classifiers.transformer.recipe import Base
from robustbench_nlp.classifiers.transformer.workspace import last_checkpoint
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import TrainOptions
from robustbench_nlp.errors import Interrupted

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, TrainingArguments

LOGS = 200
"""Losses logged over a training."""


@dataclass(frozen=True)
class Fitted:
    """What the Trainer leaves."""

    model: PreTrainedModel
    seconds: float
    examples_per_second: float
    loss: float | None
    main: bool
    """False in all but one of several processes."""


def fit(train_set: Dataset, base: Base, options: TrainOptions, recipe: Mapping[str, Any], work: Path) -> Fitted:
    """Fine-tune, from the last checkpoint in `work` where `options.resume` says so.

    `Interrupted` where the user stopped it; the checkpoint is kept.
    """
    import torch
    from transformers import PrinterCallback

    from robustbench_nlp.classifiers.transformer.callbacks import StopOnInterrupt, Watch
    from robustbench_nlp.classifiers.transformer.order import GroupedByLength
    from robustbench_nlp.classifiers.transformer.trainer import CheckedTrainer

    ids = base.encoder([example.text for example in train_set.examples])
    rows = [{"input_ids": row, "label": e.label} for row, e in zip(ids, train_set.examples, strict=True)]
    checkpoint = last_checkpoint(work) if options.resume else None
    with quiet(), seeded(options.seed), StopOnInterrupt() as stop:
        model = load_model(
            base.folder,
            base.config,
            allow_pickle=options.allow_pickle,
            remote_code=options.trust_remote_code,
            new_head=True,
            # Whatever the base was stored in: half-precision weights would lose most of their updates.
            dtype=torch.float32,
        )
        trainer = CheckedTrainer(
            model=model,
            args=_arguments(recipe, options.seed, len(rows), work),
            train_dataset=rows,
            data_collator=_Collator(base.encoder.pad),
            callbacks=[Watch(options.progress), stop],
            order=GroupedByLength([len(row) for row in ids], recipe["batch_size"], options.seed),
        )
        trainer.remove_callback(PrinterCallback)
        started = time.perf_counter()
        trainer.train(resume_from_checkpoint=checkpoint)
        if stop.stopped:
            raise Interrupted(
                f"interrupted in step {trainer.state.global_step} of {trainer.state.max_steps}; a checkpoint is kept",
                "the same command with --resume goes on",
            )
    seconds = time.perf_counter() - started
    done = int(Path(checkpoint).name.rpartition("-")[2]) if checkpoint else 0
    share = 1 - done / max(1, trainer.state.max_steps)
    losses = [entry["loss"] for entry in trainer.state.log_history if "loss" in entry]
    return Fitted(
        model=trainer.accelerator.unwrap_model(trainer.model),
        seconds=seconds,
        examples_per_second=share * recipe["epochs"] * len(rows) / seconds,
        loss=losses[-1] if losses else None,
        main=trainer.is_world_process_zero(),
    )


def _arguments(recipe: Mapping[str, Any], seed: int, n: int, work: Path) -> TrainingArguments:
    import torch
    from transformers import TrainingArguments

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
        report_to="none",
    )


class _Collator:
    """Pads a batch to the lengths that scoring uses."""

    def __init__(self, pad: int) -> None:
        self._pad = pad

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
        import torch

        ids = [row["input_ids"] for row in rows]
        longest = max(map(len, ids))
        tokens, mask = batches.tensors(ids, longest, len(ids), self._pad)
        return {"input_ids": tokens, "attention_mask": mask, "labels": torch.tensor([row["label"] for row in rows])}
