"""Audits with real people's answers and a known truth: do the figures of an audit find what was planted?

    python benchmarks/planted_audits.py [--set movies] [--audits 300] [--once] [--everyone] [--seed 0] [--json]

Texts and answers are those of `human_raters.py`. Nothing is rewritten: a "rewritten" text whose label was kept is a
text of that label, one whose label changed is a text of the other. So each answer is a person's, about a text whose
label others have decided, and what share of labels changed is known. Pairs, cells and plan are those of
`audit_coverage.py`. Answers go through the gate, adjudication with a third annotator, and the estimates of `robust
audit report`. An annotator is one place in the lists of ratings: several people, therefore, who err alike.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from audit_coverage import SETTINGS, D, Setting, holds, setting
from human_raters import FILES, LABELS, Rated, rated, ratings

from robustbench_nlp.audit.adjudicate import Adjudicated, adjudicate
from robustbench_nlp.audit.estimates import Estimates, Population
from robustbench_nlp.audit.gate import gate
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum
from robustbench_nlp.audit.reliability import agreement, errors_by_side
from robustbench_nlp.audit.response import MIXED, Response
from robustbench_nlp.audit.tally import tally
from robustbench_nlp.core.report import Interval

CELLS = ("10", "01", "11", "00")
PLACES = 7
ORIGINALS, FLIPS, READ_TWICE = 40, 10, 40
PLANTED = (setting(1000, 0.08, 0.02, (1, 1, 1, 1), (40, 10, 30, 20)), SETTINGS[1], SETTINGS[3])


@dataclass(frozen=True)
class Row:
    """Means over audits, and coverages of 95 % intervals."""

    hard: bool
    audits: int
    failed: int
    """Audits for which fewer than three annotators passed the gate."""
    alpha: float | None
    flip_rate: float
    """The planted one; `answered` is what the answers say, `corrected` what is left without annotators' errors."""
    answered: float
    covered_answered: float
    corrected: float
    covered_corrected: float
    drop: float
    true_valid_only: float
    valid_only: float
    covered_valid_only: float


@dataclass(frozen=True)
class Found:
    """What one audit found; the first two are shares of labels kept."""

    answered: Interval
    corrected: Interval
    valid_only: Interval
    alpha: float | None


@dataclass(frozen=True)
class Protocol:
    """What is varied between runs of this benchmark.

    hard      pairs that changed sides are texts that people find less clear
    once      one annotator for every text; else two for controls, pairs that changed sides and some others
    everyone  also annotators who do not pass the gate
    """

    hard: bool = False
    once: bool = False
    everyone: bool = False


@dataclass(frozen=True)
class Sheet:
    """An audit's items, and what everybody would answer about each."""

    manifest: Manifest
    items: list[Item]
    texts: list[Rated]

    def answer(self, at: int, place: int) -> Response:
        """What the person in this place said of the text."""
        said = self.texts[at].answers[place]
        return Response(self.items[at].audit_id, str(place), said or MIXED)


def plan(asked: Setting, texts: Sequence[Rated], hard: bool, rng: np.random.Generator) -> Sheet:
    """Draw pairs, the texts to be read, and controls in the same proportions."""
    sizes = rng.multinomial(asked.n, asked.cells)
    read = np.minimum(sizes, asked.plan)
    strata = tuple(Stratum(*values) for values in zip(CELLS, D, sizes.tolist(), read.tolist(), strict=True))
    kinds = [(Kind.TRANSFORMED, cell) for cell in range(4) for _ in range(read[cell])]
    for kind, count in ((Kind.ORIGINAL, ORIGINALS), (Kind.FLIP, FLIPS)):
        kinds += [(kind, int(cell)) for cell in rng.choice(4, size=count, p=read / read.sum())]
    clear = np.median([abs(text.mean) for text in texts])
    unclear = [at for at, text in enumerate(texts) if abs(text.mean) < clear]
    pool = {
        True: rng.permutation(unclear if hard else len(texts)).tolist(),
        False: rng.permutation(len(texts)).tolist(),
    }
    chosen, items, used = [], [], set()
    for number, (kind, cell) in enumerate(kinds):
        at = next(at for at in iter(pool[D[cell] != 0].pop, None) if at not in used)
        used.add(at)
        label = texts[at].label
        if kind is Kind.TRANSFORMED and rng.random() >= asked.kept[cell]:
            label = LABELS[1 - LABELS.index(label)]
        name = str(number)
        items.append(Item(name, name, kind, CELLS[cell], label, (), name, sha256(name), "planted"))
        chosen.append(texts[at])
    annotators = tuple(Annotator(str(place)) for place in rng.permutation(PLACES))
    manifest = Manifest(
        "", "", "", "planted", "", LABELS, (), "", int(rng.integers(2**31)), int(read.sum()), asked.n, 0.0, strata,
        annotators, "",
    )  # fmt: skip
    return Sheet(manifest, items, chosen)


def label(sheet: Sheet, protocol: Protocol) -> tuple[Sheet, list[Response], Adjudicated] | None:
    """One or two annotators, and a third where two disagree; None where not enough pass the gate."""
    controls = [at for at, item in enumerate(sheet.items) if item.kind is not Kind.TRANSFORMED]
    tested = [sheet.answer(at, place) for place in range(PLACES) for at in controls]
    passed = [
        int(each.annotator) for each in gate(sheet.manifest, sheet.items, tested) if each.passed or protocol.everyone
    ]
    if len(passed) < 3:
        return None
    first, second, third = passed[:3]
    stayed = [at for at, item in enumerate(sheet.items) if item.stratum in ("11", "00") and at not in set(controls)]
    alone = set(range(len(sheet.items))) if protocol.once else set(stayed[READ_TWICE:])
    of = [(first,) if at in alone else (first, second) for at in range(len(sheet.items))]
    responses = [sheet.answer(at, place) for at, places in enumerate(of) for place in places]
    items = [replace(item, annotators=tuple(map(str, places))) for item, places in zip(sheet.items, of, strict=True)]
    if protocol.everyone:
        # Who is not tested is not left out.
        items = [item if item.kind is Kind.TRANSFORMED else replace(item, gold="") for item in items]
    open_ = set(adjudicate(sheet.manifest, items, responses).open)
    asked = [at for at, item in enumerate(items) if item.audit_id in open_]
    responses += [sheet.answer(at, third) for at in asked]
    for at in asked:
        items[at] = replace(items[at], annotators=(*items[at].annotators, str(third)))
    adjudicated = adjudicate(sheet.manifest, items, responses)
    items = [replace(item, gold=known.gold) for item, known in zip(items, sheet.items, strict=True)]
    return replace(sheet, items=items), responses, adjudicated


def audit(asked: Setting, texts: Sequence[Rated], protocol: Protocol, rng: np.random.Generator) -> Found | None:
    """Plan, label and estimate; None where too few pass the gate."""
    labelled = label(plan(asked, texts, protocol.hard, rng), protocol)
    if labelled is None:
        return None
    sheet, responses, adjudicated = labelled
    answers: dict[str, list[tuple[str, str]]] = {item.audit_id: [] for item in sheet.items}
    for response in responses:
        answers[response.audit_id].append((response.annotator, response.label))
    votes = {audit_id: len(said) for audit_id, said in answers.items()}
    strata = tally(sheet.manifest, sheet.items, adjudicated.verdicts, votes)
    population = Population(unchanged=0, examples=asked.n, this_test_set=False)
    estimates = Estimates(strata, population, len(LABELS), sheet.manifest.seed)
    corrected = estimates.kept_corrected(errors_by_side(sheet.manifest, sheet.items, answers))
    valid_only = estimates.parts().valid_only
    alpha = agreement(sheet.manifest, sheet.items, answers).alpha
    assert corrected is not None and valid_only is not None
    return Found(estimates.kept_as_answered(), corrected, valid_only, alpha.value if alpha else None)


def simulate(asked: Setting, texts: Sequence[Rated], protocol: Protocol, audits: int, seed: int) -> Row:
    """So many audits of one setting."""
    rng, truth = np.random.default_rng(seed), asked.truth
    found = [one for one in (audit(asked, texts, protocol, rng) for _ in range(audits)) if one]
    kept = 1 - truth["f"]
    answered, corrected = [one.answered for one in found], [one.corrected for one in found]
    valid_only = [one.valid_only for one in found]
    return Row(
        protocol.hard,
        len(found),
        audits - len(found),
        alpha=None if protocol.once else float(np.mean([one.alpha for one in found if one.alpha is not None])),
        flip_rate=truth["f"],
        answered=1 - mean(answered),
        covered_answered=covered(answered, kept),
        corrected=1 - mean(corrected),
        covered_corrected=covered(corrected, kept),
        drop=truth["D"],
        true_valid_only=truth["D_v"],
        valid_only=mean(valid_only),
        covered_valid_only=covered(valid_only, truth["D_v"]),
    )


def mean(intervals: Sequence[Interval]) -> float:
    return float(np.mean([interval.value for interval in intervals]))


def covered(intervals: Sequence[Interval], truth: float) -> float:
    return float(np.mean([holds(interval, truth) for interval in intervals]))


def print_table(rows: Iterable[Row]) -> None:
    print("| pairs that changed sides | f | as answered | covers | corrected | covers ", end="")
    print("| D -> D_v | D_v found | covers | alpha |")
    print("|---|---:|---:|---:|---:|---:|---|---:|---:|---:|")
    for row in rows:
        print(f"| {'hard texts' if row.hard else 'like the others'} | {100 * row.flip_rate:.1f} % ", end="")
        print(f"| {100 * row.answered:.1f} % | {100 * row.covered_answered:.1f} % ", end="")
        print(f"| {100 * row.corrected:.1f} % | {100 * row.covered_corrected:.1f} % ", end="")
        print(f"| {100 * row.drop:.1f} -> {100 * row.true_valid_only:.1f} | {100 * row.valid_only:.1f} ", end="")
        print(
            f"| {100 * row.covered_valid_only:.1f} % | {'-' if row.alpha is None else f'{row.alpha:.2f}'} |", flush=True
        )
        if row.failed:
            print(f"{row.failed} of {row.failed + row.audits} audits: fewer than three annotators passed the gate")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", default="movies", choices=tuple(FILES))
    parser.add_argument("--audits", type=int, default=300, help="per row")
    parser.add_argument("--once", action="store_true", help="every text is read by one annotator")
    parser.add_argument("--everyone", action="store_true", help="nobody is left out by the gate")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    texts = rated(ratings(asked.set))
    protocols = [Protocol(hard, asked.once, asked.everyone) for hard in (False, True)]
    rows = (simulate(each, texts, how, asked.audits, asked.seed) for how in protocols for each in PLANTED)
    if asked.json:
        print(json.dumps([asdict(row) for row in rows], indent=2))
    else:
        print_table(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
