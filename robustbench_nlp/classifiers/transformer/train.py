"""Fine-tunes a pretrained transformer on the transformers Trainer, several GPUs included."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from robustbench_nlp.classifiers.card import Card, versions, write_card
from robustbench_nlp.classifiers.classes import class_counts
from robustbench_nlp.classifiers.curve_files import write_curve
from robustbench_nlp.classifiers.out_folder import placed, refuse_finished, refuse_other_things
from robustbench_nlp.classifiers.transformer.fit import Fitted, fit
from robustbench_nlp.classifiers.transformer.load import load
from robustbench_nlp.classifiers.transformer.pretrained import quiet
from robustbench_nlp.classifiers.transformer.recipe import find_base, read_recipe
from robustbench_nlp.classifiers.transformer.workspace import (
    last_checkpoint,
    step_of,
    workspace,
    workspace_folder,
)
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.errors import Interrupted, UsageError


def train(train_set: Dataset, validation: Dataset | None, options: TrainOptions) -> Card:
    """Fine-tune `options.base` and write the model with its tokenizer and card to `options.out`.

    The same seed gives the same weights on the same machine. Interrupted, it leaves a checkpoint, and `options.resume`
    goes on to the weights that it would have reached without the interruption.
    """
    counts = class_counts(train_set)
    if options.early_stopping is not None and not (validation and validation.examples):
        raise UsageError("--early-stopping needs a validation part", "add --validation-share .1 or --validation-split")
    refuse_other_things(options.out)
    if not (options.resume and workspace_folder(options.out).exists()):
        refuse_finished(options.out, resume=options.resume, overwrite=options.overwrite)
    base = find_base(train_set.labels, options)
    recipe = read_recipe(options, base, counts)
    asked = {"base": options.base, "seed": options.seed, "data": train_set.fingerprint, "recipe": dict(recipe)}
    if validation is not None:
        asked["validation"] = validation.fingerprint
    place = workspace(options.out, asked, resume=options.resume, overwrite=options.overwrite)
    with place as work, _interrupts_explained(work):
        fitted = fit(train_set, base, options, recipe, work, validation=validation)
        card = _card(train_set, options, recipe, fitted)
        if not fitted.main:
            return card
        with placed(options.out, hint="free some space, then go on with --resume") as folder:
            with quiet():
                fitted.model.save_pretrained(folder)
                base.tokenizer.save_pretrained(folder)
            accuracy = _accuracy(folder, validation, options, recipe) if validation and validation.examples else None
            card = dataclasses.replace(card, validation_accuracy=accuracy)
            write_card(folder, card)
            write_curve(folder, fitted.curve, fitted.best_step)
    if fitted.interrupted:
        raise Interrupted(
            f"interrupted behind the last step; the model in {options.out} is finished", "use it as it is"
        )
    return card


@contextmanager
def _interrupts_explained(work: Path) -> Iterator[None]:
    """A Ctrl-C that does not wait for the end of a step: what an earlier one left is kept, and that must be said."""
    try:
        yield
    except KeyboardInterrupt:
        kept = last_checkpoint(work)
        if kept is None:
            raise
        raise Interrupted(
            f"interrupted; the checkpoint of step {step_of(kept)} is kept", "the same command with --resume goes on"
        ) from None


def _accuracy(folder: Path, validation: Dataset, options: TrainOptions, recipe: Mapping[str, Any]) -> float:
    """Of the model as it was saved, read back."""
    classifier = load(
        str(folder),
        LoadOptions(
            device=recipe["device"],
            precision=recipe["precision"],
            max_length=recipe["max_length"],
            truncation=recipe["truncation"],
            trust_remote_code=options.trust_remote_code,
        ),
    )
    predicted = classifier.predict_proba([example.text for example in validation.examples]).argmax(axis=1)
    return float((predicted == [example.label for example in validation.examples]).mean())


def _card(train_set: Dataset, options: TrainOptions, recipe: Mapping[str, Any], fitted: Fitted) -> Card:
    return Card(
        kind="hf",
        labels=train_set.labels,
        base=options.base,
        dataset=train_set.name,
        split=train_set.split,
        fingerprint=train_set.fingerprint,
        n=len(train_set.examples),
        class_counts=class_counts(train_set),
        seed=options.seed,
        options=recipe,
        seconds=round(fitted.seconds, 3),
        examples_per_second=round(fitted.examples_per_second, 1),
        loss=fitted.loss,
        best_step=fitted.best_step,
        augmentation=train_set.augmentation,
        versions=versions(("torch", "transformers", "accelerate", "tokenizers", "safetensors", "numpy")),
    )
