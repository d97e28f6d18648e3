"""One more annotator for texts about which the first ones do not agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from robustbench_nlp.audit.adjudicate import Adjudicated
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.gate import Gate, testable
from robustbench_nlp.audit.item import Item, Kind
from robustbench_nlp.audit.manifest import Annotator, Manifest
from robustbench_nlp.audit.names import refuse_unusable_names
from robustbench_nlp.audit.sheet import in_order, sheet_bytes
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.atomic import write_whole

FEWEST = {Kind.ORIGINAL: 10, Kind.FLIP: 5}
"""Controls that a new annotator gets at least: the gate is for everybody."""


@dataclass(frozen=True)
class Asked:
    """A sheet for one more annotator: how many open texts are in it, and how many controls."""

    annotator: str
    sheet: Path
    open: int
    controls: int


def ask_third(folder: AuditFolder, adjudicated: Adjudicated, name: str) -> Asked | None:
    """Give the open texts to `name` and write a blind sheet; None where nothing is open that `name` may still read.

    Whoever has no controls gets some. Nobody gets two versions of one text, such as two draws of it, and no sheet is
    ever replaced. `UsageError` where `name` is no name, or is left out.
    """
    refuse_unusable_names([name])
    with folder.locked():
        manifest, items = folder.manifest(), folder.items()
        _refuse(name, next((each for each in adjudicated.gates if each.annotator == name), None))
        own = [item for item in items if name in item.annotators]
        seen = {item.original for item in own}
        open_ = set(adjudicated.open)
        asked = _unseen((item for item in items if item.audit_id in open_), seen)
        if not asked:
            return None
        controls = [] if any(map(testable, own)) else _controls(manifest, items, seen, len(asked), name)
        given = {item.audit_id for item in (*asked, *controls)}
        folder.write_plan(*_with(name, given, manifest, items))
        rows = in_order([replace(i, annotators=(name,)) for i in (*asked, *controls)], name, manifest.seed)
        sheet = _unused(folder.sheet(name))
        write_whole(sheet, sheet_bytes(rows))
    return Asked(name, sheet, len(asked), len(controls))


def _refuse(name: str, known: Gate | None) -> None:
    if known and not known.passed:
        raise UsageError(f"{name} is left out: {known.why}", "name somebody else with --third")


def _unseen(items: Iterable[Item], seen: set[str]) -> list[Item]:
    """Those of which no other version was `seen`, one of each text; their texts are added."""
    chosen = []
    for item in items:
        if item.original not in seen:
            seen.add(item.original)
            chosen.append(item)
    return chosen


def _controls(manifest: Manifest, items: Sequence[Item], seen: set[str], asked: int, name: str) -> list[Item]:
    """As many as there are open texts, a quarter of them flips: from a sheet of disputes alone one would know."""
    rng = rng_for(manifest.seed, "audit/third", name)
    chosen: list[Item] = []
    for kind, share in ((Kind.ORIGINAL, 0.75), (Kind.FLIP, 0.25)):
        fitting = [i for i in items if i.kind is kind and testable(i) and i.original not in seen]
        chosen += _unseen(rng.sample(fitting, max(FEWEST[kind], round(share * asked))), seen)
    return chosen


def _with(name: str, given: set[str], manifest: Manifest, items: Sequence[Item]) -> tuple[Manifest, list[Item]]:
    if all(someone.name != name for someone in manifest.annotators):
        manifest = replace(manifest, annotators=(*manifest.annotators, Annotator(name)))
    return manifest, [replace(i, annotators=(*i.annotators, name)) if i.audit_id in given else i for i in items]


def _unused(sheet: Path) -> Path:
    number, path = 1, sheet
    while path.exists():
        number += 1
        path = sheet.with_name(f"{sheet.stem}-{number}{sheet.suffix}")
    return path
