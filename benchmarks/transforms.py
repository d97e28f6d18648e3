"""Words per second and peak memory of transforms, on short snippets and long reviews, in one process.

Two speeds: of the transform alone, edits included, with each text's random stream seeded before the clock starts; and
with making the streams, which costs the same for a text of ten words as for one of a thousand. Seconds are those of the
processor, the fastest of several rounds over shards as the runner cuts them. Machines differ and are shared, so each
speed comes with its ratio to a bare pass of a regular expression over the same words, timed in turn with it: 1 would be
as fast. No sentence is tagged: `contraction` runs with parser=none (`parsed_transforms.py` is for its tagging).

    python benchmarks/transforms.py [--transforms typo,casing] [--repeats 7] [--json]
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import random
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from robustbench_nlp.core.rng import Rng, rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.plugin.factory import load_factory
from robustbench_nlp.runner.plan import SHARD_SIZE
from robustbench_nlp.testing.apply import step_of

TRANSFORMS = "typo,contraction,casing,punctuation,whitespace"
REVIEWS = Path(__file__).resolve().parents[2] / "shared" / "data" / "imdb" / "test.parquet"
N_SHORT, N_LONG = 2000, 500
ABOUT_A_TENTH = {"typo": "@5", "casing": "@1", "whitespace": "@1", "contraction": "@3(parser=none)"}
"""Severity 3, but what edits about a tenth of the words where another does."""
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|<br\s*/?>")


@dataclass(frozen=True)
class Corpus:
    name: str
    source: str
    texts: list[Text]

    @property
    def words(self) -> int:
        return sum(len(WORD.findall(text.text)) for text in self.texts)


@dataclass(frozen=True)
class Result:
    transform: str
    corpus: str
    words_per_second: int
    of_bare_pass: float
    with_streams_words_per_second: int
    with_streams_of_bare_pass: float
    bare_words_per_second: int
    edits: int
    edits_per_word: float
    changed_texts: float
    peak_mb: float


def corpora() -> list[Corpus]:
    if REVIEWS.exists():
        import pyarrow.parquet as pq

        source, reviews = "IMDB reviews", pq.read_table(REVIEWS, columns=["text"])["text"].to_pylist()
    else:
        source, reviews = "composed reviews", composed_reviews()
    long = spread(reviews, N_LONG)
    first_sentences = [SENTENCE_END.split(review, maxsplit=1)[0] for review in reviews]
    short = spread([s for s in first_sentences if 10 <= len(s.split()) <= 28], N_SHORT)
    return [
        Corpus("short", f"first sentences of {source}", numbered(short)),
        Corpus("long", source, numbered(long)),
    ]


def spread(items: list[str], n: int) -> list[str]:
    """`n` items at equal distances, because the reviews are sorted by class."""
    return items[:: max(1, len(items) // n)][:n]


def numbered(texts: Iterable[str]) -> list[Text]:
    return [Text(str(i), text) for i, text in enumerate(texts)]


def composed_reviews() -> list[str]:
    """Text of about the same lengths where no real reviews are at hand."""
    draw = random.Random(0)
    who = ("the director", "this little film", "her brother", "nobody in the cast", "an old friend of mine", "the DVD")
    does = ("doesn't understand", "remembers", "could have avoided", "isn't quite", "really enjoys", "has ruined")
    what = ("a wonderful evening", "the 90-minute story", "everything we expected", "such clever dialogue", "10/10")
    how = (
        "from the very beginning",
        "without any reason",
        "as if it were easy",
        "(at least for me)",
        "until it's over",
    )

    def sentence() -> str:
        clauses = [f"{draw.choice(who)} {draw.choice(does)} {draw.choice(what)} {draw.choice(how)}" for _ in range(2)]
        return " and ".join(clauses).capitalize() + draw.choice(".....!?")

    return [
        "".join(sentence() + draw.choice((" ", " ", " ", "<br /><br />")) for _ in range(12)) for _ in range(N_SHORT)
    ]


def specs_by_name() -> dict[str, TransformSpec]:
    room = importlib.import_module("robustbench_nlp.transforms")
    return {spec.name: spec for spec in room.robust_transforms()}


def seconds(run: Callable[[], Any]) -> float:
    start = time.process_time()
    run()
    return time.process_time() - start


def measure(spec: TransformSpec, corpus: Corpus, repeats: int) -> Result:
    step = step_of(spec, written_params(spec))
    transform = load_factory(spec.make, spec.name)(step.params)

    shards = [corpus.texts[at : at + SHARD_SIZE] for at in range(0, len(corpus.texts), SHARD_SIZE)]

    def streams(texts: list[Text]) -> list[Rng]:
        return [rng_for(0, spec.name, text.id) for text in texts]

    def alone(texts: list[Text]) -> float:
        ready = streams(texts)
        for rng in ready:
            _ = rng.random  # seeds it
        return seconds(lambda: list(transform.rewrite(texts, ready)))

    def with_streams(texts: list[Text]) -> float:
        return seconds(lambda: list(transform.rewrite(texts, streams(texts))))

    def bare(texts: list[Text]) -> float:
        return seconds(lambda: [WORD.sub(lambda m: m[0], text.text) for text in texts])

    tracemalloc.start()
    results = [result for result in transform.rewrite(corpus.texts, streams(corpus.texts)) if result is not None]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    rounds = [[sum(map(timed, shards)) for timed in (alone, with_streams, bare)] for _ in range(repeats)]
    fastest, fastest_with_streams, fastest_bare = (min(column) for column in zip(*rounds, strict=True))
    edits = sum(len(result.edits) for result in results)
    return Result(
        transform=step.canonical,
        corpus=corpus.name,
        words_per_second=round(corpus.words / fastest),
        of_bare_pass=round(fastest_bare / fastest, 3),
        with_streams_words_per_second=round(corpus.words / fastest_with_streams),
        with_streams_of_bare_pass=round(fastest_bare / fastest_with_streams, 3),
        bare_words_per_second=round(corpus.words / fastest_bare),
        edits=edits,
        edits_per_word=round(edits / corpus.words, 4),
        changed_texts=round(len(results) / len(corpus.texts), 3),
        peak_mb=round(peak / 1e6, 1),
    )


def written_params(spec: TransformSpec) -> str:
    return ABOUT_A_TENTH.get(spec.name, "@3" if spec.severities else "")


def recipe(found: list[Corpus], repeats: int) -> dict[str, Any]:
    return {
        "corpora": [{"name": c.name, "source": c.source, "texts": len(c.texts), "words": c.words} for c in found],
        "repeats": f"best of {repeats}",
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
    }


def print_table(results: list[Result], made_by: dict[str, Any]) -> None:
    print(f"{'':36}{'alone':>11}{'of bare':>9}{'with streams':>14}{'of bare':>9}{'edits a':>9}{'texts':>9}{'peak':>7}")
    print(
        f"{'transform':28}{'texts':8}{'words/s':>11}{'pass':>9}{'words/s':>14}{'pass':>9}{'word':>9}{'changed':>9}{'MB':>7}"
    )
    for r in results:
        print(
            f"{r.transform:28}{r.corpus:8}{r.words_per_second:>11,}{r.of_bare_pass:>9.2f}"
            f"{r.with_streams_words_per_second:>14,}{r.with_streams_of_bare_pass:>9.2f}"
            f"{r.edits_per_word:>9.1%}{r.changed_texts:>9.1%}{r.peak_mb:>7.1f}"
        )
    for c in made_by["corpora"]:
        print(f"{c['name']}: {c['texts']:,} texts, {c['words']:,} words, {c['source']}")
    print(f"{made_by['repeats']}, Python {made_by['python']}, {made_by['cpus']} CPUs, one process")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--transforms", default=TRANSFORMS, help=f"names, with commas (default: {TRANSFORMS})")
    parser.add_argument("--repeats", type=int, default=7, help="each is timed so often, the fastest counts")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    known = specs_by_name()
    names = asked.transforms.split(",")
    if unknown := [name for name in names if name not in known]:
        parser.error(f"unknown transforms: {', '.join(unknown)}; known: {', '.join(sorted(known))}")
    found = corpora()
    results = [measure(known[name], corpus, asked.repeats) for name in names for corpus in found]
    made_by = recipe(found, asked.repeats)
    if asked.json:
        print(json.dumps({"recipe": made_by, "results": [asdict(r) for r in results]}, indent=2))
    else:
        print_table(results, made_by)
    return 0


if __name__ == "__main__":
    sys.exit(main())
