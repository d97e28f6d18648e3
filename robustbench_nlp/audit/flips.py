"""Texts whose label is known to have changed: made by a transform that is there for it, or brought by the user."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from robustbench_nlp.audit.assignment import Reader
from robustbench_nlp.audit.clarity import Evidence
from robustbench_nlp.audit.controls import Placed, is_readable
from robustbench_nlp.audit.frame import Frame
from robustbench_nlp.core.chain import Chain, read_chains
from robustbench_nlp.core.claims import LabelEffect
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.outcome import Status
from robustbench_nlp.core.rng import Rng
from robustbench_nlp.core.text import Text
from robustbench_nlp.errors import DataError, RobustError, UsageError
from robustbench_nlp.local_path import local_path
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.resolve import read_dataset
from robustbench_nlp.runner.rewrite import rewrite
from robustbench_nlp.runner.work import load_chain

DIRECTION_CONTROL = "antonym@5"
"""What evaluates is turned into its opposite. Negated clauses change the mood of a long text less surely."""
TRIED = 300
"""Texts of each label that are rewritten, so that the clearest few can be chosen."""
OPPOSITES = ({"negative", "positive"}, {"neg", "pos"})
"""Labels that change when a text says the contrary of what it said."""


BRING = "bring a file with --flips FILE"


class Flip(NamedTuple):
    """A text whose label is `gold`; `original` is what it was made from, itself where nobody knows."""

    id: str
    stratum: str
    gold: str
    text: str
    original: str
    transform: str


def find_flips(
    written: str, frame: Frame, spare: Sequence[Placed], count: int, *, catalog: Catalog, rng: Rng
) -> tuple[list[Flip], str]:
    """About `count` flips, and why there are none; `written` names a file or a transform, "" tries the usual one.

    spare  pairs of which the originals may be turned into flips
    """
    if written and _is_file(written):
        return rng.shuffled(_from_file(written, frame.labels, catalog)), ""
    if not written and {label.lower() for label in frame.labels} not in OPPOSITES:
        return [], f"no known flips: what would change these labels is not known here; {BRING}"
    if len(frame.labels) != 2:
        raise UsageError(f"{written} says nothing about which of {len(frame.labels)} labels is the new one", BRING)
    try:
        chain = _chain(written or DIRECTION_CONTROL, catalog, frame.report.spec.language)
    except RobustError as error:
        if written:
            raise
        return [], f"no known flips: {error.message}; {BRING}"
    return _by_transform(chain, frame, spare, count, catalog=catalog, rng=rng), ""


def _from_file(written: str, labels: Sequence[str], catalog: Catalog) -> list[Flip]:
    """Texts with the label that they have now, as in contrast sets; `DataError` where a label is not the task's."""
    data = read_dataset(catalog, DatasetRequest(written))
    strange = sorted({data.labels[e.label] for e in data.examples} - set(labels))
    if strange:
        raise DataError(f"{written} has the label {strange[0]!r}", f"the audit's labels are {', '.join(labels)}")
    return [
        Flip(f"{data.name}/{e.id}", "", data.labels[e.label], e.text, e.text, "")
        for e in data.examples
        if is_readable(e.text)
    ]


def _by_transform(
    chain: Chain, frame: Frame, spare: Sequence[Placed], count: int, *, catalog: Catalog, rng: Rng
) -> list[Flip]:
    """As many of each label, the clearest of many that are tried.

    The model gave their originals the label that the data do: a text whose label is wrong makes no known flip.
    """
    able = {p.pair.before: p for p in spare if p.pair.right_before and is_readable(p.pair.before)}
    evidence = Evidence(frame.pairs)
    loaded = load_chain(chain, catalog)
    found: list[Flip] = []
    for code in (0, 1):
        tried = rng.sample([placed for placed in able.values() if placed.pair.label == code], TRIED)
        texts = [Text(placed.pair.rewritten.example_id, placed.pair.before) for placed in tried]
        made = []
        for (stratum, pair), row in zip(tried, rewrite(loaded, texts, frame.report.spec.seed, 0), strict=True):
            if row.status is Status.CHANGED:
                new = frame.labels[1 - code]
                flip = Flip(row.example_id, stratum, new, row.text, pair.before, chain.canonical)
                made.append((evidence.clarity(row, pair.before, code), flip))
        made.sort(key=lambda one: -one[0])
        found += (flip for _, flip in made[: ceil(count / 2)])
    return rng.shuffled(found)


def _chain(written: str, catalog: Catalog, language: str) -> Chain:
    """A direction control; `UsageError` where the transform means to keep the label or does not know the language."""
    chains = read_chains(written, catalog.transform)
    if len(chains) != 1 or chains[0].effect is not LabelEffect.CHANGES:
        raise UsageError(
            f"--flips {written!r} is neither a file nor one transform that changes the label",
            f"give a file with columns text and label, or {DIRECTION_CONTROL}",
        )
    if not chains[0].speaks(language):
        raise UsageError(f"{written} does not apply to language {language!r}", BRING)
    return chains[0]


def _is_file(written: str) -> bool:
    """Does the user mean a file?"""
    return local_path(written).exists() or bool(local_path(written).suffix and "(" not in written)


def draw_flips(reader: Reader, pool: Sequence[Flip], count: int) -> list[Flip]:
    """Flips for one annotator, of texts of which no other version is read.

    All get the same, as far as can be: where nobody sees that a label changed, the flip is to blame.
    """
    found: list[Flip] = []
    for flip in pool:
        if len(found) < count and reader.may_original(flip.original):
            reader.originals.add(flip.original)
            found.append(flip)
    return found
