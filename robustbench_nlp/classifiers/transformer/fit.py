"""Runs the Trainer: from pretrained weights to fine-tuned ones."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.classifiers.transformer import batches
from robustbench_nlp.classifiers.transformer.pretrained import load_model, quiet
from robustbench_nlp.classifiers.transformer.random_state import seeded
from robustbench_nlp.classifiers.transformer.recipe import Base
from robustbench_nlp.classifiers.transformer.trackers import log_beside
from robustbench_nlp.classifiers.transformer.workspace import last_checkpoint, step_of
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import TrainOptions
from robustbench_nlp.errors import Interrupted

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel

    from robustbench_nlp.classifiers.transformer.validation import Validation

PLAIN_UP_TO = 192
"""Tokens up to which attention by plain products trains faster on a CPU; with dropout it always does."""

LOOKS, LOOKS_TO_STOP = 1, 4
"""Looks at the validation part in an epoch: for the curve, and where they may end the training."""


@dataclass(frozen=True)
class Fitted:
    """What the Trainer leaves."""

    model: PreTrainedModel
    seconds: float
    examples_per_second: float
    loss: float | None
    curve: list[dict[str, float]]
    best_step: int | None
    """Whose weights the model has, where that is not the last step's."""
    main: bool
    """False in all but one of several processes."""
    interrupted: bool
    """The user stopped it behind its last step."""


def fit(
    train_set: Dataset,
    base: Base,
    options: TrainOptions,
    recipe: Mapping[str, Any],
    work: Path,
    *,
    validation: Dataset | None,
) -> Fitted:
    """Fine-tune, from the last checkpoint in `work` where `options.resume` says so.

    `Interrupted` where the user stopped it; the checkpoint is kept.
    """
    import torch
    from transformers import PrinterCallback

    from robustbench_nlp.classifiers.transformer.arguments import arguments
    from robustbench_nlp.classifiers.transformer.callbacks import StopOnInterrupt, Watch
    from robustbench_nlp.classifiers.transformer.criterion import criterion
    from robustbench_nlp.classifiers.transformer.curve import points
    from robustbench_nlp.classifiers.transformer.early_stopping import EarlyStopping
    from robustbench_nlp.classifiers.transformer.finite import refuse_broken
    from robustbench_nlp.classifiers.transformer.layers import freeze_layers, save_memory
    from robustbench_nlp.classifiers.transformer.order import GroupedByLength
    from robustbench_nlp.classifiers.transformer.trainer import CheckedTrainer

    ids = base.encoder([example.text for example in train_set.examples])
    rows = [{"input_ids": row, "label": e.label} for row, e in zip(ids, train_set.examples, strict=True)]
    part = _encoded(validation, base, options, recipe, len(rows))
    patience = options.early_stopping
    early = EarlyStopping(patience, work) if patience is not None else None
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
            **attention(recipe),
        )
        if options.gradient_checkpointing:
            save_memory(model)
        if options.freeze_layers:
            freeze_layers(model, options.freeze_layers)
        trainer = CheckedTrainer(
            model=model,
            args=arguments(
                recipe,
                seed=options.seed,
                n=len(rows),
                work=work,
                look_every=part.every if part else None,
                report_to=options.report_to,
            ),
            train_dataset=rows,
            data_collator=_Collator(base.encoder.pad, left=base.encoder.pads_left),
            callbacks=[Watch(options.progress), stop, *([early] if early else [])],
            criterion=criterion(recipe["class_weights"]),
            validation=part,
            order=GroupedByLength([len(row) for row in ids], recipe["batch_size"], options.seed),
        )
        trainer.remove_callback(PrinterCallback)
        log_beside(options.out, trainer.callback_handler.callbacks)
        started = time.perf_counter()
        trainer.train(resume_from_checkpoint=checkpoint)
        if stop.stopped:
            raise Interrupted(
                f"interrupted in step {trainer.state.global_step} of {trainer.state.max_steps}; a checkpoint is kept",
                "the same command with --resume goes on",
            )
    seconds = time.perf_counter() - started - trainer.validation_seconds
    trained = trainer.accelerator.unwrap_model(trainer.model)
    main = trainer.is_world_process_zero()
    best_step = early.restore(trained, trainer.state.log_history) if early and main else None
    refuse_broken(trained, best_step or trainer.state.global_step, trainer.state.max_steps)
    done = step_of(checkpoint) if checkpoint else 0
    share = (trainer.state.global_step - done) / max(1, trainer.state.max_steps)
    curve = points(trainer.state.log_history)
    losses = [point["loss"] for point in curve if "loss" in point]
    return Fitted(
        model=trained,
        seconds=seconds,
        examples_per_second=share * recipe["epochs"] * len(rows) / seconds,
        loss=losses[-1] if losses else None,
        curve=curve,
        best_step=best_step,
        main=main,
        interrupted=stop.asked,
    )


def _encoded(
    validation: Dataset | None, base: Base, options: TrainOptions, recipe: Mapping[str, Any], n: int
) -> Validation | None:
    """The validation part as the Trainer needs it, None where there is none."""
    from robustbench_nlp.classifiers.transformer.validation import Validation

    if validation is None or not validation.examples:
        return None
    looks = LOOKS if options.early_stopping is None else LOOKS_TO_STOP
    return Validation(
        base.encoder([example.text for example in validation.examples]),
        [example.label for example in validation.examples],
        base.encoder.pad,
        base.encoder.pads_left,
        every=math.ceil(n / recipe["batch_size"] / looks),
    )


def attention(recipe: Mapping[str, Any]) -> dict[str, str]:
    """How attention is computed, where the usual way is slow: the gradient of torch's fused attention on CPUs."""
    plain = recipe["device"] == "cpu" and (recipe["dropout"] != 0 or recipe["max_length"] <= PLAIN_UP_TO)
    return {"attn_implementation": "eager"} if plain else {}


class _Collator:
    """Pads a batch to its longest text."""

    def __init__(self, pad: int, *, left: bool) -> None:
        self._pad = pad
        self._left = left

    def __call__(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, torch.Tensor]:
        import torch

        ids = [row["input_ids"] for row in rows]
        longest = max(map(len, ids))
        tokens, mask = batches.tensors(ids, longest, len(ids), self._pad, left=self._left)
        return {"input_ids": tokens, "attention_mask": mask, "labels": torch.tensor([row["label"] for row in rows])}
