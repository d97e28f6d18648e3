"""Trains a model of an arm, and asks it about every test text."""

from __future__ import annotations

import dataclasses
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from robustbench_nlp.core.classifier import MODEL_CARD
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.kinds import Event
from robustbench_nlp.errors import Interrupted, ModelError, RobustError, UsageError
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.runner.labels import NEVER_SAID, match_labels
from robustbench_nlp.runner.predictions import PredictionStore, text_key
from robustbench_nlp.runner.resolve import load_classifier, train_classifier
from robustbench_nlp.runner.score import Scores, score
from robustbench_nlp.study.arms import training_set
from robustbench_nlp.study.augmented import read_augmentation
from robustbench_nlp.study.folder import StudyFolder
from robustbench_nlp.study.setup import Bench
from robustbench_nlp.study.steps import Done, Progress, Stopwatch
from robustbench_nlp.study.texts import all_texts, read_suite

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def train_model(bench: Bench, arm: str, seed: int, progress: Progress | None) -> Done:
    """Train, or go on where an interrupted training of this model stopped; the record is the model's card."""
    setup = bench.setup
    data = training_set(arm, setup.train, read_augmentation(bench, seed))
    options = dataclasses.replace(
        setup.request.options,
        out=bench.folder.model(arm, seed),
        seed=seed,
        resume=True,
        progress=progress.trained if progress else None,
    )
    plain = finished_card(options.out, data, seed)
    if plain is None:
        # What lies there without a card of this training would be refused.
        shutil.rmtree(options.out, ignore_errors=True)
        with _of_a_study(f"arm {arm}, seed {seed}", options.out):
            card = train_classifier(bench.catalog, data, setup.validation, options)
        plain = dataclasses.asdict(card)  # type: ignore[call-overload]
    return Done({"card": plain}, whole_seconds(plain), float(len(data.examples)))


@contextmanager
def _of_a_study(which: str, out: Path) -> Iterator[None]:
    """Say which training went wrong, and how a study goes on: it has no --resume of its own."""
    try:
        yield
    except Interrupted:
        raise
    except RobustError as error:
        hint = error.hint.replace("--resume", "the same command")
        if isinstance(error, UsageError) and hint != error.hint:
            # The study's question is the same, so it is the machine or the version that changed the training's.
            begun = f"{out.parent}/.{out.name}.training"
            hint = f"it was begun on another device or by another version: go on there, or delete {begun}"
        raise type(error)(f"{which}: {error.message}", hint) from error


def finished_card(out: Path, data: Dataset, seed: int) -> dict[str, Any] | None:
    """The card of a model that a study, killed before it could keep the record, had trained; else None."""
    try:
        card: dict[str, Any] = json.loads((out / MODEL_CARD).read_text("utf-8"))
        same = (card["fingerprint"], card["seed"], card["n"]) == (data.fingerprint, seed, len(data.examples))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return {key: value for key, value in card.items() if key != "schema"} if same else None


def whole_seconds(card: Mapping[str, Any]) -> float:
    """Of the whole training: the card of a resumed one has the seconds of its last part, and the speed of that."""
    epochs, speed = card["options"].get("epochs"), card["examples_per_second"]
    return float(card["seconds"] if epochs is None or not speed else epochs * card["n"] / speed)


def score_texts(bench: Bench, arm: str, seed: int, progress: Progress | None) -> Done:
    """Ask a trained model about all texts and write its answers, columns in the order of the test set's labels."""
    setup, folder = bench.setup, bench.folder
    classifier = load_classifier(bench.catalog, str(folder.model(arm, seed)), setup.request.load)
    columns, _ = match_labels(setup.test.labels, classifier.labels, named=setup.test.named)
    unfinished = folder.unfinished_scores(arm, seed)
    store = PredictionStore(unfinished, classifier.digest)

    def told(done: int, total: int) -> None:
        if progress is not None:
            progress.heard(Event("scored", (("done", done), ("total", total))))

    watch = Stopwatch()
    with closing(store):
        keys: dict[bytes, str] = {}
        # Read for each model and let go: they would lie in memory through all trainings.
        texts = (text for suite in setup.suites for text in all_texts(suite, read_suite(suite, folder)))
        scores = score(classifier, _remembered(texts, keys), store, told)
    seconds = watch.seconds
    write_whole(folder.scores(arm, seed), _encoded(scores, keys, columns))
    for left in unfinished.parent.glob(f"{unfinished.name}*"):
        left.unlink()
    record = {
        "digest": classifier.digest,
        "signature": classifier.signature,
        "device": classifier.device,
        "texts": len(scores),
    }
    return Done(record, seconds, float(len(scores) - scores.reused))


def _remembered(texts: Iterator[str], keys: dict[bytes, str]) -> Iterator[str]:
    for text in texts:
        keys[text_key(text)] = text
        yield text


def _encoded(scores: Scores, keys: Mapping[bytes, str], columns: tuple[int, ...]) -> bytes:
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    order = sorted(keys)
    given = np.stack([scores[keys[key]] for key in order])
    mine = np.stack([given[:, i] if i != NEVER_SAID else np.zeros(len(given)) for i in columns], axis=1)
    columns_: dict[str, Any] = {"text": pa.array(order, pa.binary(16))}
    columns_ |= {f"p{i}": mine[:, i] for i in range(mine.shape[1])}
    sink = io.BytesIO()
    pq.write_table(pa.table(columns_), sink, compression="zstd")
    return sink.getvalue()


def read_answers(folder: StudyFolder, arm: str, seed: int) -> dict[bytes, int]:
    """The predicted label of every text, by the text's key."""
    import numpy as np
    import pyarrow.parquet as pq

    path = folder.scores(arm, seed)
    table = pq.read_table(path)
    probabilities: NDArray[np.float64] = np.stack([table[name].to_numpy() for name in table.column_names[1:]], axis=1)
    if not len(table):
        raise ModelError(f"{path} holds no answers", "delete it and run the same command again")
    return dict(zip(table["text"].to_pylist(), probabilities.argmax(axis=1).tolist(), strict=True))
