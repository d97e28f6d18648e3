"""How often the label rule (a flag of `negation` or `valence`) fires: on outputs that change the label by design, where
it should, and on outputs that keep it, where it should not. Reviews of the IMDB test set, both classes alike.

    python benchmarks/label_checks.py [--data test.parquet] [--n 1000] [--seed 0] [--transforms negate@3,typo] [--json]

Unchanged texts are left out: `n` counts changed ones. Intervals are Wilson's, 95 %. Whether a rewording of the first
kind really turned the label is not known here; at low severities it often will not have.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import robustbench_nlp as rb
from robustbench_nlp.core.chain import Chain, read_chains
from robustbench_nlp.core.claims import LabelEffect
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.core.sample import stratified
from robustbench_nlp.plugin.catalog import Catalog, load_catalog
from robustbench_nlp.runner.plan import plan_texts
from robustbench_nlp.runner.work import do_shard
from robustbench_nlp.stats.proportions import wilson

REVIEWS = Path(__file__).resolve().parents[2] / "shared" / "data" / "imdb" / "test.parquet"
TRANSFORMS = "negate@1,negate@3,negate@5,antonym@1,antonym@3,antonym@5,typo@3,contraction@3,synonym@3,paraphrase@3"
RULE = ("negation", "valence")
CHECKS = ("negation", "valence", "numbers", "length")


@dataclass(frozen=True)
class Row:
    transform: str
    should_fire: bool
    n: int
    """Changed texts."""
    flagged: int
    """By the rule."""
    rate: float
    low: float
    high: float
    by_check: dict[str, int]
    discarded: int
    seconds: float


def read(path: Path, n: int, seed: int) -> Dataset:
    data = rb.load_dataset(str(path))
    return replace(data, examples=stratified(data.examples, n, seed))


def chains_there(catalog: Catalog, written: str) -> Iterator[Chain]:
    """Those whose transforms this version has."""
    known = {entry.spec.name for entry in catalog.transforms()}
    for chain in written.split(","):
        if chain.partition("@")[0] in known:
            yield from read_chains(chain, catalog.transform)
        else:
            print(f"left out, not there: {chain}", file=sys.stderr)


def measure(catalog: Catalog, data: Dataset, chain: Chain, seed: int) -> Row:
    plan = plan_texts(catalog, data, chain.canonical, limit=None, seed=seed, draws=1)
    start = time.perf_counter()
    rows = [row for shard in plan.shards for row in do_shard(plan.job, shard).rewritten]
    seconds = time.perf_counter() - start
    changed = [row for row in rows if row.status is Status.CHANGED]
    flagged = sum(bool(names(row) & set(RULE)) for row in changed)
    interval = wilson(flagged, len(changed)) if changed else None
    return Row(
        transform=chain.canonical,
        should_fire=chain.effect is LabelEffect.CHANGES,
        n=len(changed),
        flagged=flagged,
        rate=round(interval.value, 4) if interval else 0.0,
        low=round(interval.low, 4) if interval else 0.0,
        high=round(interval.high, 4) if interval else 1.0,
        by_check={check: sum(check in names(row) for row in changed) for check in CHECKS},
        discarded=sum(bool(row.discarded) for row in rows),
        seconds=round(seconds, 1),
    )


def names(row: Rewritten) -> set[str]:
    return {flag.partition(": ")[0] for flag in row.flags}


def print_table(rows: Iterable[Row], asked: argparse.Namespace) -> None:
    print(f"{'transform':<16}{'wanted':<8}{'n':>6}{'rule fires':>12}  {'95 % CI':<16}", end="")
    print("".join(f"{check:>10}" for check in CHECKS), f"{'discarded':>10}{'seconds':>9}")
    for row in rows:
        wanted = "fires" if row.should_fire else "silent"
        interval = f"[{100 * row.low:.1f}, {100 * row.high:.1f}]"
        print(f"{row.transform:<16}{wanted:<8}{row.n:>6}{100 * row.rate:>10.1f} %  {interval:<16}", end="")
        print("".join(f"{row.by_check[check]:>10}" for check in CHECKS), f"{row.discarded:>10}{row.seconds:>9}")
    print(f"rule: a flag of {' or '.join(RULE)}; {asked.n:,} reviews of {asked.data.name}, seed {asked.seed}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=REVIEWS, help="a Parquet file with the columns text and label")
    parser.add_argument("--n", type=int, default=1000, help="reviews, half of each class")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--transforms", default=TRANSFORMS, help=f"with commas (default: {TRANSFORMS})")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    catalog = load_catalog(allow="")
    data = read(asked.data, asked.n, asked.seed)
    rows = [measure(catalog, data, chain, asked.seed) for chain in chains_there(catalog, asked.transforms)]
    if asked.json:
        print(json.dumps({"n": asked.n, "seed": asked.seed, "rows": [asdict(row) for row in rows]}, indent=2))
    else:
        print_table(rows, asked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
