"""The Python side of the commands, with the same words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.core.chain import read_chains
from robustbench_nlp.core.checked import whole_number
from robustbench_nlp.core.classifier import Classifier, ModelCard
from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.core.outcome import Outcome, Rewritten
from robustbench_nlp.core.report import Report
from robustbench_nlp.core.text import Text, content_ids
from robustbench_nlp.errors import UsageError
from robustbench_nlp.local_path import local_path
from robustbench_nlp.plugin.catalog import Catalog, load_catalog
from robustbench_nlp.report.files import write_run
from robustbench_nlp.runner.arguments import Source, data_request, kind_of, model_name, transform_names
from robustbench_nlp.runner.atomic import explained
from robustbench_nlp.runner.augmentation.augment import augment as run_augmentation
from robustbench_nlp.runner.augmentation.draw import Progress
from robustbench_nlp.runner.augmentation.rows import Augmentation
from robustbench_nlp.runner.labels import numbered_alike
from robustbench_nlp.runner.request import EvalRequest, refuse_impossible
from robustbench_nlp.runner.resolve import load_classifier as load_named
from robustbench_nlp.runner.resolve import read_dataset, train_classifier
from robustbench_nlp.runner.rewrite import rewrite
from robustbench_nlp.runner.run import Evaluation, Listener
from robustbench_nlp.runner.run import evaluate as run_evaluation
from robustbench_nlp.runner.work import load_chain


def evaluate(
    model: str | Path,
    dataset: Source,
    transforms: str | Sequence[str],
    *,
    limit: int | None = None,
    seed: int = 0,
    draws: int = 1,
    workers: int = 1,
    engine: str = "",
    output: str | Path | None = None,
    resume: bool = False,
    overwrite: bool = False,
    load: LoadOptions | None = None,
    catalog: Catalog | None = None,
    listen: Listener | None = None,
) -> Evaluation:
    """Measure how much accuracy each transform costs the model, as `robust eval` does.

    model       a folder, a hub id, `predictions:FILE` or `python:package.module:function`; in a notebook, a function
                of a cell is `python:__main__:function`
    dataset     a name, file, folder or hub id, or a `DatasetRequest` with columns and split
    transforms  as on the command line: `"typo@4,typo+contraction"`, or a list of them
    limit       use a stratified sample of this many examples; None for all
    seed        of every random choice
    draws       independent random versions of each text
    workers     processes that rewrite texts
    engine      where they are rewritten: `serial`, `processes` or a plugin's; "" chooses by the workers
    output      folder for the results; None makes one under `robust-runs`, named after what was asked
    resume      go on with an interrupted run in `output`
    overwrite   replace another run in `output`
    load        how the model is loaded: device, precision, tokens per text ...
    catalog     the plugins, from `load_catalog`; None loads all that are installed
    listen      is called with every event of the run

    The result has the figures (`.report.results`, one per transform), every text (`.outcomes`) and the `.folder` with
    both as files. Raises a `RobustError` that says in one line what is wrong.
    """
    request = EvalRequest(
        dataset=data_request(dataset),
        model=model_name(model),
        transforms=transform_names(transforms),
        limit=limit,
        seed=seed,
        draws=draws,
        engine=engine,
        workers=workers,
        output=None if output is None else local_path(output),
        resume=resume,
        overwrite=overwrite,
        load=load or LoadOptions(),
    )
    return run(request, catalog or load_catalog(), listen)


def run(request: EvalRequest, catalog: Catalog, listen: Listener | None = None) -> Evaluation:
    """Run an evaluation that is already put into words."""

    def heard(event: Event) -> None:
        catalog.notify(event)
        if listen is not None:
            listen(event)

    if request.output is not None:
        request = replace(request, output=local_path(request.output))
    predictions = cache_dir() / "predictions.sqlite"
    return run_evaluation(request, catalog, predictions=predictions, save=_save, listen=heard)


def _save(folder: Path, report: Report, outcomes: Sequence[Outcome]) -> None:
    with explained(folder, run=True):
        write_run(folder, report, outcomes)


def load_dataset(dataset: Source, *, catalog: Catalog | None = None) -> Dataset:
    """Read a data set as `--dataset` does.

    dataset  a name, file, folder or hub id; a `DatasetRequest` also says split and columns, e.g.
             `DatasetRequest("movies", "train")`. Without a split: test, else validation, else the only one
    """
    return read_dataset(catalog or load_catalog(), data_request(dataset))


def load_classifier(
    model: str | Path, options: LoadOptions | None = None, *, catalog: Catalog | None = None
) -> Classifier:
    """Load a classifier as `--model` does; `options` say the device, the precision, the tokens per text ...

    `.predict_proba(texts)` has a row for each text and a column for each of `.labels`.
    """
    return load_named(catalog or load_catalog(), model_name(model), options or LoadOptions())


def train(
    dataset: Source | Dataset,
    options: TrainOptions,
    *,
    validation: Source | Dataset | None = None,
    catalog: Catalog | None = None,
) -> ModelCard:
    """Train from `options.base` and write the model to `options.out`, as `robust train` does; the result is its card.

        train("movies", TrainOptions(base="bow", out="model"))

    dataset     a name, file, folder or hub id: its train split where it has splits; a `DatasetRequest`;
                or a `Dataset`, such as `with_transformed` makes
    options     base, out, and all settings of the training; `options.progress` is called after every few steps
    validation  data to measure loss and accuracy on; a name or path stands for its validation split
    catalog     the plugins, from `load_catalog`; None loads all that are installed

    Raises a `RobustError` that says in one line what is wrong.
    """
    if not isinstance(options, TrainOptions):
        raise UsageError(f"train() takes TrainOptions, not {kind_of(options)}", 'TrainOptions(base="bow", out="model")')
    catalog = catalog or load_catalog()
    train_set = _data(dataset, "train", catalog)
    held_out = None if validation is None else numbered_alike(_data(validation, "validation", catalog), train_set)
    # People name folders by strings.
    return train_classifier(catalog, train_set, held_out, replace(options, out=local_path(options.out)))


def augment(
    dataset: Source | Dataset,
    transforms: str | Sequence[str],
    size: int,
    *,
    seed: int = 0,
    workers: int = 1,
    shares: Sequence[float] = (),
    catalog: Catalog | None = None,
    progress: Progress | None = None,
) -> Augmentation:
    """Rewrite `size` training examples, as `robust augment` does.

    dataset     a name, file, folder or hub id: its train split where it has splits; a `DatasetRequest`;
                or a `Dataset`
    transforms  as on the command line: `"typo@4,typo+contraction"`, or a list of them
    shares      of the transforms, in their order; () for equal ones
    progress    is called with the number of rows that are done and wanted

    `.rows` are the rewritten examples, `.left_out` and `.short` what was not used and what is missing.
    `with_transformed(data, augmentation)` is the larger training set, `with_duplicates` the control for its size.
    """
    size, seed, workers = whole_number("size", size), whole_number("seed", seed), whole_number("workers", workers)
    written = transform_names(transforms)
    catalog = catalog or load_catalog()
    return run_augmentation(
        catalog,
        _data(dataset, "train", catalog),
        written,
        size=size,
        seed=seed,
        workers=workers,
        shares=tuple(shares),
        progress=progress,
    )


def _data(given: Source | Dataset, split: str, catalog: Catalog) -> Dataset:
    if isinstance(given, Dataset):
        return given
    request = data_request(given)
    if not isinstance(given, DatasetRequest):
        request = replace(request, split=usual_split(request.source, split))
    return load_dataset(request, catalog=catalog)


def usual_split(dataset: str, split: str) -> str:
    """`split`, but nothing where the data set is a single file: that is one split, whatever its name."""
    return "" if local_path(dataset).is_file() else split


def transform(
    texts: Iterable[str],
    transforms: str | Sequence[str],
    *,
    seed: int = 0,
    draw: int = 0,
    catalog: Catalog | None = None,
) -> list[Rewritten]:
    """Rewrite texts with one transform or chain; one result per text, in order, unchanged ones included.

        transform(["It isn't bad."], "contraction")[0].text

    A result has the new `.text`, its `.edits`, and a `.status`: changed, unchanged or failed. Equal texts, seed and
    draw give equal results; another `draw` is another random version.
    """
    given = [] if isinstance(texts, str) else list(texts)
    if isinstance(texts, str) or not all(isinstance(text, str) for text in given):
        raise UsageError("transform() takes a list of texts", "for a single one: transform([text], ...)")
    seed, draw = whole_number("seed", seed), whole_number("draw", draw)
    refuse_impossible(seed=seed)
    plugins = catalog or load_catalog()
    chains = read_chains(transform_names(transforms), plugins.transform)
    if len(chains) != 1:
        raise UsageError(f"transform() takes one transform or chain, got {len(chains)}", "join them with +")
    unlabelled = [Text(i, text) for i, text in zip(content_ids(given), given, strict=True)]
    return rewrite(load_chain(chains[0], plugins), unlabelled, seed, draw)
