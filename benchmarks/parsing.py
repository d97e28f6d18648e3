"""What the language room costs: sentences, cues and parses in words per second, parses beside spaCy alone.

In one process, spaCy and ours in turn on the same sentences of real reviews, the best processor time of some repeats
each; loading spaCy and the model is not counted. "cold" parses and stores, "stored" reads what another run has parsed.

    python benchmarks/parsing.py [--reviews 100] [--repeats 3] [--data FILE.parquet]
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from robustbench_nlp.cache_dir import VARIABLE
from robustbench_nlp.language.negation.cues import find_cues
from robustbench_nlp.language.negation.scopes import negation_scopes
from robustbench_nlp.language.parse.model import find_model
from robustbench_nlp.language.parse.pipeline import BATCH
from robustbench_nlp.language.parse.sentences import sentence_spans
from robustbench_nlp.language.parse.shared import Parser

REVIEWS = Path(__file__).resolve().parents[2] / "shared" / "data" / "imdb" / "test.parquet"


def seconds(job: Callable[..., object], *arguments: object) -> float:
    begun = time.process_time()
    job(*arguments)
    return time.process_time() - begun


def each(job: Callable[[Any], object], items: Iterable[Any]) -> None:
    for item in items:
        job(item)


def spacy_alone(nlp: Any, sentences: list[str], disable: list[str]) -> None:
    for _ in nlp.pipe(sentences, batch_size=BATCH, disable=disable):
        pass


def parsing(sentences: list[str], words: int, repeats: int) -> None:
    model = find_model()
    nlp = model.load(entities=False)
    spacy_alone(nlp, sentences, [])
    print(f"{model.name} {model.version}")
    for level, disable in (("tagged", ["parser"]), ("parsed", [])):
        alone, cold, stored = [], [], []
        for _ in range(repeats):
            folder = tempfile.mkdtemp()
            os.environ[VARIABLE] = folder
            alone.append(seconds(spacy_alone, nlp, sentences, disable))
            parser, again = Parser(model), Parser(model)
            # The same model, as warm: spaCy keeps what it knows of words it has met.
            parser._pipeline._nlp = nlp
            cold.append(seconds(getattr(parser, level), sentences))
            stored.append(seconds(getattr(again, level), sentences))
            shutil.rmtree(folder)
        print(
            f"{level:10}{words / min(alone):12,.0f} spaCy alone {words / min(cold):12,.0f} cold "
            f"({min(cold) / min(alone) - 1:+.1%}) {words / min(stored):12,.0f} stored"
        )
    parsed = parser.parsed(sentences)
    best = min(seconds(each, negation_scopes, parsed) for _ in range(repeats))
    print(f"{'scopes':10}{words / best:12,.0f}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--reviews", type=int, default=100)
    arguments.add_argument("--repeats", type=int, default=3)
    arguments.add_argument("--data", type=Path, default=REVIEWS)
    chosen = arguments.parse_args()
    texts = pq.read_table(chosen.data, columns=["text"]).column(0).to_pylist()
    texts = texts[:: max(1, len(texts) // chosen.reviews)][: chosen.reviews]
    words = sum(len(text.split()) for text in texts)
    print(f"{len(texts)} reviews, {words:,} words; words per second:")
    for name, job in (("sentences", sentence_spans), ("cues", find_cues)):
        best = min(seconds(each, job, texts) for _ in range(3 * chosen.repeats))
        print(f"{name:10}{words / best:12,.0f}")
    sentences = list(dict.fromkeys(text[start:end] for text in texts for start, end in sentence_spans(text)))
    parsing(sentences, sum(len(sentence.split()) for sentence in sentences), chosen.repeats)


if __name__ == "__main__":
    main()
