"""The Python side of the commands, with the same words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.core.chain import read_chains
from robustbench_nlp.core.classifier import Classifier, ModelCard
from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.core.outcome import Outcome, Rewritten
from robustbench_nlp.core.report import Report
from robustbench_nlp.core.text import Text, content_ids
from robustbench_nlp.errors import UsageError
from robustbench_nlp.plugin.catalog import Catalog, load_catalog
from robustbench_nlp.plugin.factory import load_factory
from robustbench_nlp.report.files import write_run
from robustbench_nlp.runner.atomic import explained
from robustbench_nlp.runner.augmentation.augment import augment as run_augmentation
from robustbench_nlp.runner.augmentation.draw import Progress
from robustbench_nlp.runner.augmentation.rows import Augmentation
from robustbench_nlp.runner.request import EvalRequest
from robustbench_nlp.runner.resolve import find_classifier, find_trainable, read_dataset
from robustbench_nlp.runner.rewrite import rewrite
from robustbench_nlp.runner.run import Evaluation, Listener
from robustbench_nlp.runner.run import evaluate as run_evaluation
from robustbench_nlp.runner.work import load_chain


def evaluate(
    model: str,
    dataset: str | DatasetRequest,
    transforms: str,
    *,
    catalog: Catalog | None = None,
    listen: Listener | None = None,
    **options: Any,
) -> Evaluation:
    """Measure how much accuracy each transform costs the model, as `robust eval` does.

    model       a folder, a hub id, `python:package.module:function` or `predictions:FILE`
    dataset     a name, file, folder or hub id, or a `DatasetRequest` with columns and split
    transforms  as on the command line: `"typo@4,typo+contraction"`
    options     the other fields of `EvalRequest`: limit, seed, draws, workers, engine, output, resume, load ...

    Raises a `RobustError` that says in one line what is wrong.
    """
    request = dataset if isinstance(dataset, DatasetRequest) else DatasetRequest(dataset)
    return run(EvalRequest(request, model, transforms, **options), catalog or load_catalog(), listen)


def run(request: EvalRequest, catalog: Catalog, listen: Listener | None = None) -> Evaluation:
    """Run an evaluation that is already put into words."""

    def heard(event: Event) -> None:
        catalog.notify(event)
        if listen is not None:
            listen(event)

    if request.output is not None:
        request = replace(request, output=Path(request.output))
    predictions = cache_dir() / "predictions.sqlite"
    return run_evaluation(request, catalog, predictions=predictions, save=_save, listen=heard)


def _save(folder: Path, report: Report, outcomes: Sequence[Outcome]) -> None:
    with explained(folder):
        write_run(folder, report, outcomes)


def load_dataset(dataset: str | DatasetRequest, *, catalog: Catalog | None = None) -> Dataset:
    """Read a data set as `--dataset` does."""
    request = dataset if isinstance(dataset, DatasetRequest) else DatasetRequest(dataset)
    return read_dataset(catalog or load_catalog(), request)


def load_classifier(model: str, options: LoadOptions | None = None, *, catalog: Catalog | None = None) -> Classifier:
    """Load a classifier as `--model` does."""
    entry, source = find_classifier(catalog or load_catalog(), model)
    classifier: Classifier = load_factory(entry.spec.load, entry.owner)(source, options or LoadOptions())
    return classifier


def train(
    dataset: str | DatasetRequest | Dataset,
    options: TrainOptions,
    *,
    validation: str | DatasetRequest | Dataset | None = None,
    catalog: Catalog | None = None,
) -> ModelCard:
    """Train from `options.base` and write the model to `options.out`, as `robust train` does.

    A name or path stands for its train split where it has splits, and its validation split for `validation`.
    """
    catalog = catalog or load_catalog()
    train_set = _data(dataset, "train", catalog)
    held_out = None if validation is None else _data(validation, "validation", catalog)
    entry = find_trainable(catalog, options.base)
    # People name folders by strings.
    options = replace(options, out=Path(options.out))
    card: ModelCard = load_factory(entry.spec.train, entry.owner)(train_set, held_out, options)
    return card


def augment(
    dataset: str | DatasetRequest | Dataset,
    transforms: str,
    size: int,
    *,
    seed: int = 0,
    workers: int = 1,
    shares: Sequence[float] = (),
    catalog: Catalog | None = None,
    progress: Progress | None = None,
) -> Augmentation:
    """Rewrite `size` training examples, as `robust augment` does; a name or path stands for its train split.

    `with_transformed(data, augmentation)` is the larger training set, `with_duplicates` the control for its size.
    """
    catalog = catalog or load_catalog()
    data = _data(dataset, "train", catalog)
    return run_augmentation(
        catalog, data, transforms, size=size, seed=seed, workers=workers, shares=tuple(shares), progress=progress
    )


def _data(given: str | DatasetRequest | Dataset, split: str, catalog: Catalog) -> Dataset:
    if isinstance(given, str):
        given = DatasetRequest(given, usual_split(given, split))
    return load_dataset(given, catalog=catalog) if isinstance(given, DatasetRequest) else given


def usual_split(dataset: str, split: str) -> str:
    """`split`, but nothing where the data set is a single file: that is one split, whatever its name."""
    return "" if Path(dataset).expanduser().is_file() else split


def transform(
    texts: Sequence[str], transforms: str, *, seed: int = 0, draw: int = 0, catalog: Catalog | None = None
) -> list[Rewritten]:
    """Rewrite texts with one transform or chain; one result per text, in order, unchanged ones included."""
    plugins = catalog or load_catalog()
    chains = read_chains(transforms, plugins.transform)
    if len(chains) != 1:
        raise UsageError(f"transform() takes one transform or chain, got {len(chains)}", "join them with +")
    ids = content_ids(texts)
    unlabelled = [Text(i, text) for i, text in zip(ids, texts, strict=True)]
    return rewrite(load_chain(chains[0], plugins), unlabelled, seed, draw)
