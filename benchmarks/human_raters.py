"""Real people on real, untouched texts: how well they agree, and how often they would not give a text its label.

    python benchmarks/human_raters.py [--json]        (needs: robust fetch movies)

The sample sets carry about 20 anonymous ratings per text, from -4 to 4. A positive rating counts as the answer
"positive", a negative one as "negative", 0 as neither. The raters in even places decide what a text's label is (its
mean rating, at least half a point from neutral); those in odd places are the annotators, so nobody is measured by a
label of their own making. Intervals are percentiles of a bootstrap over texts, 95 %.

In `movies` the ratings of 30 successive texts, the batch somebody was given, stand in the same order of raters: the
variance of their means is `consistency` times what an order by chance would give. One place is one person there; in the
other sets the order is shuffled. Persons with at least 20 labelled texts are put to the gate that annotators have to
pass. Nearly all texts of a batch have the same label, so kappa of two persons would say nothing.
"""

from __future__ import annotations

import argparse
import ast
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from robustbench_nlp.audit.gate import LEAST
from robustbench_nlp.cache_dir import cache_dir
from robustbench_nlp.core.report import Interval
from robustbench_nlp.readers.samples.archive import read_member
from robustbench_nlp.readers.samples.read import FILES, LABELS, NEUTRAL_BAND
from robustbench_nlp.readers.samples.spec import RESOURCE
from robustbench_nlp.stats.agreement import ac1, krippendorff_alpha, raw_agreement
from robustbench_nlp.stats.bootstrap import bootstrap_interval

BATCH = 30
ENOUGH = 20
Answer = str | None
"""One of the labels, or None for "neither"."""
NEITHER = "neither"


@dataclass(frozen=True)
class Rated:
    """A text with a clear label, and what the other half of its raters said."""

    at: int
    label: str
    mean: float
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Row:
    """Of one set. Rates are shares of single answers; alpha and AC1 take "neither" for a third label."""

    name: str
    texts: int
    answers: int
    raw: Interval
    alpha: Interval
    alpha_of_two: Interval
    ac1: Interval
    wrong: dict[str, Interval]
    """By label: the other label, or neither."""
    other: dict[str, Interval]
    """By label: the other label."""


@dataclass(frozen=True)
class Persons:
    """The annotators of `movies` who read enough texts of one batch."""

    people: int
    passed: int
    right: tuple[float, ...]
    """Share of texts given their label: quartiles over people."""


def ratings(name: str) -> list[list[int]]:
    """Of every text of a set, in the order of the file."""
    file = FILES[name].replace("GroundTruth", "anonDataRatings")
    lines = read_member(cache_dir() / RESOURCE.file, file).splitlines()
    return [ast.literal_eval(line.split("\t")[3]) for line in lines]


def rated(of_texts: Sequence[Sequence[int]]) -> list[Rated]:
    """The texts whose label is clear, with the answers of those who did not decide it."""
    found = []
    for at, given in enumerate(of_texts):
        mean = float(np.mean(given[::2]))
        if abs(mean) >= NEUTRAL_BAND:
            found.append(Rated(at, LABELS[mean > 0], mean, tuple(map(answer, given[1::2]))))
    return found


def answer(rating: int) -> Answer:
    return LABELS[rating > 0] if rating else None


def measure(name: str, texts: Sequence[Rated], seed: int) -> Row:
    rng = np.random.default_rng(seed)
    columns = range(max(len(text.answers) for text in texts))
    two = [[text.answers[at] if at < len(text.answers) else None for text in texts] for at in columns]
    three = [[(text.answers[at] or NEITHER) if at < len(text.answers) else None for text in texts] for at in columns]
    agreement = [krippendorff_alpha.interval(two, rng)]
    agreement += [measured.interval(three, rng) for measured in (raw_agreement, krippendorff_alpha, ac1)]
    alpha_of_two, raw, alpha, gwet = (interval for interval in agreement if interval is not None)
    return Row(
        name, len(texts), sum(len(text.answers) for text in texts), raw, alpha, alpha_of_two, gwet,
        wrong={label: error_rate([text for text in texts if text.label == label], False, rng) for label in LABELS},
        other={label: error_rate([text for text in texts if text.label == label], True, rng) for label in LABELS},
    )  # fmt: skip


def error_rate(texts: Sequence[Rated], other_only: bool, rng: np.random.Generator) -> Interval:
    """Share of answers that are not the text's label; of those that are the other one."""
    rows = [
        (sum(said != text.label and not (other_only and said is None) for said in text.answers), len(text.answers))
        for text in texts
    ]
    return bootstrap_interval(
        np.array(rows), lambda distinct, weights: (weights @ distinct[:, 0]) / (weights @ distinct[:, 1]), rng
    )


def persons(texts: Sequence[Rated]) -> Persons:
    """Every place of every batch as the one person that it is."""
    batches: dict[int, list[Rated]] = {}
    for text in texts:
        batches.setdefault(text.at // BATCH, []).append(text)
    right = [
        float(np.mean([said == text.label for said, text in zip(sheet, batch, strict=True)]))
        for batch in batches.values()
        if len(batch) >= ENOUGH
        for sheet in zip(*(text.answers for text in batch), strict=True)
    ]
    return Persons(len(right), sum(share >= LEAST for share in right), tuple(np.quantile(right, (0.25, 0.5, 0.75))))


def consistency(of_texts: Sequence[Sequence[int]]) -> float:
    """Variance of the raters' means over 30 successive texts, as a multiple of what an order by chance gives."""
    found = []
    for start in range(0, len(of_texts) - BATCH + 1, BATCH):
        batch = of_texts[start : start + BATCH]
        if len({len(given) for given in batch}) == 1:
            deviation = np.array(batch, dtype=np.float64)
            deviation -= deviation.mean(axis=1, keepdims=True)
            found.append(deviation.mean(axis=0).var(ddof=1) / (deviation.var() / BATCH))
    return float(np.mean(found))


def percent(interval: Interval) -> str:
    return f"{100 * interval.value:.1f} % [{100 * interval.low:.1f}, {100 * interval.high:.1f}]"


def plain(interval: Interval) -> str:
    return f"{interval.value:.2f} [{interval.low:.2f}, {interval.high:.2f}]"


def print_row(row: Row) -> None:
    print(f"| `{row.name}` | {row.texts:,} | {row.answers:,} | {100 * row.raw.value:.1f} % ", end="")
    print(f"| {plain(row.alpha)} | {plain(row.alpha_of_two)} | {plain(row.ac1)} ", end="")
    print("".join(f"| {percent(row.wrong[label])} | {percent(row.other[label])} " for label in LABELS) + "|")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    asked = parser.parse_args()
    of_sets = {name: ratings(name) for name in FILES}
    rows = [measure(name, rated(of_texts), asked.seed) for name, of_texts in of_sets.items()]
    people, order = persons(rated(of_sets["movies"])), {name: consistency(of_sets[name]) for name in FILES}
    if asked.json:
        print(
            json.dumps(
                {"rows": [asdict(row) for row in rows], "persons": asdict(people), "consistency": order}, indent=2
            )
        )
        return 0
    print("| set | texts | answers | raw | alpha | alpha, two labels | AC1 ", end="")
    print("".join(f"| {label}: not given it | {label}: given the other " for label in LABELS) + "|")
    print("|---|---:|---:|---:|---|---|---|---|---|---|---|")
    for row in rows:
        print_row(row)
    low, middle, high = people.right
    print(f"{people.people:,} people of movies, {people.passed:,} pass a gate of {LEAST:.0%} on untouched texts;")
    print(f"right: quartiles {low:.3f}, {middle:.3f}, {high:.3f}")
    print("consistency:", ", ".join(f"{name} {value:.1f}" for name, value in order.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
