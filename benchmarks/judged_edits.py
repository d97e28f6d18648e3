"""Random single edits of a transform in their context, for somebody to judge, and the rates of a sheet that is judged.

    python benchmarks/judged_edits.py draw synonym@3 --dataset IMDB --n 300 --seed 7 > docs/judged/synonym.tsv
    python benchmarks/judged_edits.py rates docs/judged/*.tsv

IMDB is a folder with the reviews as Parquet. A row shows the text around one edit as [-old-]{+new+}. The judge fills
`meaning` with kept or changed, `grammar` with good or wrong (as good as in the original is good), and a note. What a
judge is asked: would a careful reader, who sees only the new sentence in its review, take it to say the same?
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import robustbench_nlp as rb
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.edits import Edit
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.runner.engines.start import start_engine
from robustbench_nlp.runner.pairs import rewrite_all
from robustbench_nlp.runner.plan import plan_texts
from robustbench_nlp.stats.proportions import wilson

COLUMNS = ("n", "id", "rule", "sentence", "meaning", "grammar", "note")
REACH = 160
MEANING, GRAMMAR = {"kept": 1, "changed": 0}, {"good": 1, "wrong": 0}


def draw(transform: str, dataset: str, *, n: int, seed: int, texts: int) -> Iterator[tuple[str, ...]]:
    data = rb.load_dataset(DatasetRequest(dataset, "test"))
    catalog = load_catalog(allow="")
    plan = plan_texts(catalog, data, transform, limit=texts, seed=seed, draws=1)
    before = {example.id: example.text for example in plan.examples}
    edits = [(row.example_id, edit) for row in rewrite_all(plan, start_engine(catalog, "", 1)) for edit in row.edits]
    for number, (example_id, edit) in enumerate(rng_for(seed, "judged-edits", transform).sample(edits, n)):
        yield str(number), example_id, edit.rule, in_context(before[example_id], edit), "", "", ""


def in_context(text: str, edit: Edit) -> str:
    left = text[max(0, edit.start - REACH) : edit.start]
    right = text[edit.end : edit.end + REACH]
    marked = f"{left}[-{edit.old}-]{{+{edit.new}+}}{right}"
    return " ".join(marked.replace("<br />", " / ").split())


def rates(path: Path) -> str:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    told = [path.stem]
    for column, values in (("meaning", MEANING), ("grammar", GRAMMAR)):
        scores = [values[row[column]] for row in rows]
        interval = wilson(sum(scores), len(scores))
        told.append(
            f"{next(iter(values))} {sum(scores)}/{len(scores)} = {100 * interval.value:.1f} "
            f"[{100 * interval.low:.1f}, {100 * interval.high:.1f}] %"
        )
    return "  ".join(told)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = parser.add_subparsers(dest="action", required=True)
    drawing = actions.add_parser("draw")
    drawing.add_argument("transform")
    drawing.add_argument("--dataset", required=True)
    drawing.add_argument("--n", type=int, default=300)
    drawing.add_argument("--seed", type=int, default=0)
    drawing.add_argument("--texts", type=int, default=2000, help="reviews to draw from")
    judging = actions.add_parser("rates")
    judging.add_argument("sheets", type=Path, nargs="+")
    asked = parser.parse_args()
    if asked.action == "rates":
        print("\n".join(map(rates, asked.sheets)))
        return 0
    print(f"# {asked.transform}, {asked.n} random edits over {asked.texts} IMDB test reviews, seed {asked.seed}")
    print("\t".join(COLUMNS))
    for row in draw(asked.transform, asked.dataset, n=asked.n, seed=asked.seed, texts=asked.texts):
        print("\t".join(cell.replace("\t", " ") for cell in row))
    return 0


if __name__ == "__main__":
    sys.exit(main())
