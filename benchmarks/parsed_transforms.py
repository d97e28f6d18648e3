"""Words per second of the transforms that read sentences, cold, beside spaCy alone and a bare table substitution.

    python benchmarks/parsed_transforms.py IMDB [--n 600] [--severities 3]

IMDB is a folder with the reviews as Parquet. Cold: each measurement has reviews of its own, which nothing has parsed
before, and an empty store; the model is loaded already. One process, seconds of the wall clock; the last lines repeat
the transforms on two processes of the engine, start-up included.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

WORD = re.compile(r"\w+")
TRANSFORMS = ("synonym", "contraction", "paraphrase")
WARM_UP = "A short warm-up isn't counted. Can't the director see it? He's been told that they didn't like the movie."
"""Has the models for tags and for parses loaded."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dataset")
    parser.add_argument("--n", type=int, default=600, help="reviews for each measurement")
    parser.add_argument("--severities", default="3")
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        os.environ["ROBUST_CACHE"] = cache
        measure_all(asked)
    return 0


def measure_all(asked: argparse.Namespace) -> None:
    import robustbench_nlp as rb
    from robustbench_nlp.core.dataset import DatasetRequest
    from robustbench_nlp.core.sample import stratified

    data = rb.load_dataset(DatasetRequest(asked.dataset, "test"))
    examples = stratified(data.examples, None, asked.seed)
    fresh = ([example.text for example in examples[at : at + asked.n]] for at in range(0, len(examples), asked.n))
    spacy_speed = {}
    for name, disabled in (("spaCy, tags", ("parser", "ner")), ("spaCy, tags and parse", ("ner",))):
        spacy_speed[name] = alone(next(fresh), disabled)
        print(f"{name:<28}{spacy_speed[name]:>12,.0f} words/s")
    texts = next(fresh)
    bare = rate(texts, lambda: [table_substitution(text) for text in texts])
    print(f"{'bare table substitution':<28}{bare:>12,.0f} words/s")
    tags, parse = spacy_speed.values()
    asked_for = [f"{name}@{severity}" for name in TRANSFORMS for severity in asked.severities.split(",")]
    for written in asked_for:
        rb.transform([WARM_UP], f"{written.partition('@')[0]}@5")
        texts = next(fresh)
        speed = rate(texts, lambda written=written, texts=texts: rb.transform(texts, written))
        print(
            f"{written:<28}{speed:>12,.0f} words/s  {speed / tags:5.1f} x tags  {speed / parse:5.1f} x parse  "
            f"1/{bare / speed:.0f} of bare"
        )
    # Behind all others: processes that are still ending would slow the next measurement.
    for written in asked_for:
        texts = next(fresh)
        speed = rate(texts, lambda written=written, texts=texts: on_two_processes(texts, written))
        print(f"{written:<28}{speed:>12,.0f} words/s  on two processes")


def rate(texts: Sequence[str], run: Callable[[], object]) -> float:
    words = sum(len(WORD.findall(text)) for text in texts)
    start = time.perf_counter()
    run()
    return words / (time.perf_counter() - start)


def alone(texts: Sequence[str], disabled: Sequence[str]) -> float:
    """The same sentences through the pipeline, nothing else."""
    import spacy

    from robustbench_nlp.language.parse.model import find_model
    from robustbench_nlp.language.parse.sentences import sentence_spans

    nlp = spacy.load(find_model().source, exclude=disabled)
    sentences = [text[start:end] for text in texts for start, end in sentence_spans(text)]
    list(nlp.pipe(sentences[:20]))
    return rate(sentences, lambda: list(nlp.pipe(sentences, batch_size=128)))


TABLE = {"movie": "film", "film": "movie", "begin": "start", "quickly": "rapidly", "idea": "thought"}


def table_substitution(text: str) -> str:
    return WORD.sub(lambda match: TABLE.get(match[0], match[0]), text)


def on_two_processes(texts: Sequence[str], transform: str) -> None:
    import robustbench_nlp as rb
    from robustbench_nlp.plugin.catalog import load_catalog
    from robustbench_nlp.runner.engines.start import start_engine
    from robustbench_nlp.runner.plan import plan_texts

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.jsonl"
        rows = (json.dumps({"text": text, "label": i % 2}) for i, text in enumerate(texts))
        file.write_text("\n".join(rows), "utf-8")
        catalog = load_catalog(allow="")
        plan = plan_texts(catalog, rb.load_dataset(str(file)), transform, limit=None, seed=0, draws=1)
        list(start_engine(catalog, "processes", 2).run(plan.job, plan.shards))


if __name__ == "__main__":
    sys.exit(main())
