"""Trains the network on all texts in memory; seconds for snippets, about a minute for 25,000 reviews."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from robustbench_nlp.classifiers.bow.features import Features, rows
from robustbench_nlp.classifiers.bow.load import BowClassifier
from robustbench_nlp.classifiers.bow.store import save
from robustbench_nlp.classifiers.card import Card, versions, write_card
from robustbench_nlp.classifiers.classes import class_counts
from robustbench_nlp.classifiers.inapplicable import refuse_inapplicable
from robustbench_nlp.classifiers.one_training import one_training
from robustbench_nlp.classifiers.out_folder import placed, refuse_finished, refuse_other_things
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.options import TrainOptions, TrainProgress
from robustbench_nlp.errors import ModelError

if TYPE_CHECKING:
    import torch
    from scipy.sparse import csr_matrix

    from robustbench_nlp.classifiers.bow.network import FeedForward

HIDDEN = 64
EPOCHS = 3.0
LEARNING_RATE = 1e-3
BATCH = 32


def train(train_set: Dataset, validation: Dataset | None, options: TrainOptions) -> Card:
    """Fit and write to `options.out`. The same seed gives the same bytes; an interrupted training starts again."""
    refuse_other_things(options.out)
    refuse_finished(options.out, resume=options.resume, overwrite=options.overwrite)
    refuse_inapplicable(options, "a bag-of-words model")
    with one_training(options.out):
        return _trained(train_set, validation, options)


def _trained(train_set: Dataset, validation: Dataset | None, options: TrainOptions) -> Card:
    import torch

    from robustbench_nlp.classifiers.bow.network import FeedForward

    labels = [example.label for example in train_set.examples]
    counts = class_counts(train_set)
    started = time.perf_counter()
    generator = torch.Generator().manual_seed(options.seed)
    features = Features.fit([example.text for example in train_set.examples])
    matrix = features.matrix([example.text for example in train_set.examples])
    network = FeedForward(len(features.terms), HIDDEN, len(train_set.labels))
    network.initialise(generator)
    epochs = options.epochs or EPOCHS
    with _one_thread():
        loss = _fit(network, matrix, torch.tensor(labels), generator=generator, options=options, epochs=epochs)
    seconds = time.perf_counter() - started
    accuracy = None
    if validation is not None and validation.examples:
        classifier = BowClassifier(features, network, train_set.labels, "")
        predicted = classifier.predict_proba([example.text for example in validation.examples]).argmax(axis=1)
        gold = [example.label for example in validation.examples]
        accuracy = float((predicted == gold).mean())
    card = Card(
        kind="bow",
        labels=train_set.labels,
        base="bow",
        dataset=train_set.name,
        split=train_set.split,
        fingerprint=train_set.fingerprint,
        n=len(labels),
        class_counts=counts,
        seed=options.seed,
        options={
            "hidden": HIDDEN,
            "epochs": epochs,
            "learning_rate": options.learning_rate or LEARNING_RATE,
            "batch_size": options.batch_size or BATCH,
            "weight_decay": options.weight_decay,
            "terms": len(features.terms),
        },
        seconds=round(seconds, 3),
        examples_per_second=round(epochs * len(labels) / seconds, 1),
        loss=round(loss, 6),
        validation_accuracy=accuracy,
        augmentation=train_set.augmentation,
        versions=versions(("torch", "scikit-learn", "numpy", "safetensors")),
    )
    with placed(options.out) as folder:
        save(folder, features, network, train_set.labels)
        write_card(folder, card)
    return card


@contextmanager
def _one_thread() -> Iterator[None]:
    """The steps are so small that handing them around costs more than it brings, much more where others work too."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def _fit(
    network: FeedForward,
    matrix: csr_matrix,
    labels: torch.Tensor,
    *,
    generator: torch.Generator,
    options: TrainOptions,
    epochs: float,
) -> float:
    """Mean loss of the last epoch's worth of steps."""
    import torch

    size = options.batch_size or BATCH
    steps = max(1, round(epochs * len(labels) / size))
    optimiser = torch.optim.AdamW(
        network.parameters(), lr=options.learning_rate or LEARNING_RATE, weight_decay=options.weight_decay
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 1 - step / steps)
    losses: list[float] = []
    batches = _batches(len(labels), size, generator)
    for step in range(1, steps + 1):
        chosen = next(batches)
        optimiser.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(network(rows(matrix[chosen.numpy()])), labels[chosen])
        if not torch.isfinite(loss):
            raise ModelError(f"the loss is not a number in step {step} of {steps}", "try a smaller --lr")
        torch.autograd.backward(loss)
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if options.progress is not None:
            options.progress(TrainProgress(step, steps, losses[-1]))
    # The loss above was that of the weights before the step: the last ones have shown none yet.
    if not all(torch.isfinite(parameter).all() for parameter in network.parameters()):
        raise ModelError(f"a weight is not a number after step {steps} of {steps}", "try a smaller --lr")
    last = losses[-max(1, round(steps / max(epochs, 1))) :]
    return sum(last) / len(last)


def _batches(n: int, size: int, generator: torch.Generator) -> Iterator[torch.Tensor]:
    """Shuffled batches, epoch after epoch without end."""
    import torch

    while True:
        yield from torch.split(torch.randperm(n, generator=generator), size)
