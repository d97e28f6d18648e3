"""What earlier audits have read of the same texts, by exact content.

Another model's run on the same texts sorts the pairs into other strata. A pair that was drawn at random from a stratum
of the earlier audit is a random one of those that are in the same new stratum, too: hence each new stratum is crossed
with the earlier ones, and only where the new model's answer changed, or nothing was read yet, are new labels needed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from robustbench_nlp.audit.allocation import DISCORDANT_SHARE, FEWEST, shared_out
from robustbench_nlp.audit.assignment import Reader
from robustbench_nlp.audit.folder import AuditFolder, audit_folder
from robustbench_nlp.audit.frame import Frame, changed
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.strata import Cells, right
from robustbench_nlp.core.outcome import Outcome
from robustbench_nlp.errors import DataError, UsageError
from robustbench_nlp.runner.atomic import write_whole

STRATA = "strata.jsonl"
"""In the folder of an audit: which pair is in which stratum, by content."""


@dataclass(frozen=True)
class Known:
    """An earlier audit.

    items    those that somebody has answered, with those who have
    answers  by (annotator, audit id), the last one each
    strata   of its frame, by `pair_key`
    """

    manifest: Manifest
    items: tuple[Item, ...]
    answers: dict[tuple[str, str], Response]
    strata: dict[str, str]


def pair_key(original: str, text: str, label: str) -> str:
    """Names a pair by its texts' SHA-256 and its label."""
    return sha256(f"{original}/{text}/{label}")[:32]


def key_of(pair: Outcome, labels: Sequence[str]) -> str:
    """Of a pair of the frame."""
    return pair_key(sha256(pair.before), sha256(pair.rewritten.text), labels[pair.label])


def write_strata(folder: AuditFolder, strata: Iterable[Cells], labels: Sequence[str]) -> None:
    """Keep which pairs are where, for audits to come."""
    lines = [json.dumps([key_of(p, labels), s.name], ensure_ascii=False) + "\n" for s in strata for p in s.pairs]
    write_whole(folder.path / STRATA, "".join(lines).encode("utf-8", "surrogatepass"))


def read_known(run: Path, transform: str, labels: Sequence[str]) -> Known:
    """The audit of the same transform in another run; `UsageError` where there is none or its labels are others."""
    folder = audit_folder(run, transform)
    manifest = folder.manifest()
    if manifest.labels != tuple(labels):
        raise UsageError(
            f"the labels of {folder.path} are {', '.join(manifest.labels)}, not {', '.join(labels)}",
            "call them the same with --label-names",
        )
    try:
        lines = (folder.path / STRATA).read_text("utf-8", "surrogatepass").split("\n")
        strata = dict(json.loads(line) for line in lines if line)
    except (OSError, ValueError, TypeError) as error:
        raise DataError(
            f"cannot read {folder.path / STRATA}: {error}", "restore it from a copy, or leave out that --known"
        ) from error
    answers = latest(folder.responses())
    readers: dict[str, list[str]] = defaultdict(list)
    for annotator, audit_id in answers:
        readers[audit_id].append(annotator)
    items = tuple(
        replace(item, annotators=tuple(sorted(readers[item.audit_id])))
        for item in folder.items()
        if item.audit_id in readers
    )
    return Known(manifest, items, answers, strata)


def crossed(frame: Frame, known: Sequence[Known]) -> tuple[list[Cells], list[Outcome]]:
    """New strata of the changed pairs that an earlier audit's frame has, and the pairs that none has."""
    by_name: dict[str, list[Outcome]] = defaultdict(list)
    new = []
    for pair in filter(changed, frame.pairs):
        key = key_of(pair, frame.labels)
        before = [audit.strata.get(key, "-") for audit in known]
        if any(name != "-" for name in before):
            by_name["/".join((right(pair), *before))].append(pair)
        else:
            new.append(pair)
    return [Cells(name, tuple(found)) for name, found in sorted(by_name.items())], new


@dataclass(frozen=True)
class Read:
    """A pair of this frame, and the items of earlier audits that have its text."""

    pair: Outcome
    by: list[tuple[Known, Item]]


def read_already(frame: Frame, known: Sequence[Known]) -> list[Read]:
    """The pairs whose rewritten text somebody has answered about."""
    free: dict[str, list[Outcome]] = defaultdict(list)
    for pair in filter(changed, frame.pairs):
        free[key_of(pair, frame.labels)].append(pair)
    found: dict[str, list[Read]] = defaultdict(list)
    for audit in known:
        for item in (item for item in audit.items if item.kind is Kind.TRANSFORMED):
            key = pair_key(item.original, item.text_sha256, item.gold)
            if free[key]:
                found[key].append(Read(free[key].pop(0), [(audit, item)]))
            elif found[key]:
                found[key][0].by.append((audit, item))
    return [read for same in found.values() for read in same]


def still_needed(strata: Sequence[Cells], read: Sequence[int], budget: int) -> list[int]:
    """New texts of each crossed stratum: all whose answer changed, as far as the budget goes, and two of any other."""
    sizes = [len(stratum.pairs) for stratum in strata]
    needed = [max(0, min(FEWEST, size) - done) for size, done in zip(sizes, read, strict=True)]
    if sum(needed) > budget:
        raise UsageError(f"--budget {budget} is too small for {len(strata)} strata", f"give at least {sum(needed)}")
    discordant = [i for i, stratum in enumerate(strata) if stratum.d]
    spent = sum(needed[i] for i in discordant)
    share = min(budget - sum(needed), max(0, int(budget * DISCORDANT_SHARE) - spent))
    room = [sizes[i] - read[i] - needed[i] for i in discordant]
    for i, more in zip(discordant, shared_out(share, [sizes[i] for i in discordant], room), strict=True):
        needed[i] += more
    return needed


def remember(readers: Iterable[Reader], frame: Frame, known: Sequence[Known]) -> None:
    """Tell each annotator of the same name what was read before, so that no version of it is given again."""
    before = {sha256(pair.before): pair.before for pair in frame.pairs} if known else {}
    by_name = {reader.name: reader for reader in readers}
    for item in (item for audit in known for item in audit.items if item.original in before):
        for reader in (by_name[name] for name in item.annotators if name in by_name):
            seen = reader.rewritten if item.kind is Kind.TRANSFORMED else reader.originals
            seen.add(before[item.original])
