"""Draws the texts of an audit, gives them to annotators and writes the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.plugin.catalog import Catalog


@dataclass(frozen=True)
class PlanRequest:
    """What a user asks of an audit.

    transform    as in the report; None where the run has only one that changes texts
    budget       rewritten texts to be read; controls come on top
    annotators   their names
    flips        a file of texts whose label is known to have changed, columns text and label; None makes some
    known        runs whose audits have read some of the same texts
    label_names  what annotators read in place of the data's label names, in their order; () keeps these
    """

    run: Path
    transform: str | None = None
    budget: int = 120
    annotators: tuple[str, ...] = ("annotator-1", "annotator-2")
    seed: int = 0
    flips: Path | None = None
    known: tuple[Path, ...] = ()
    label_names: tuple[str, ...] = ()
    overwrite: bool = False


@dataclass(frozen=True)
class Planned:
    """An audit as it was written, its sheets by annotator, and what the user should know."""

    folder: AuditFolder
    manifest: Manifest
    items: tuple[Item, ...]
    sheets: tuple[tuple[str, Path], ...]
    notes: tuple[str, ...]


def plan_audit(request: PlanRequest, catalog: Catalog) -> Planned:
    """Plan an audit and write it beside the run's report."""
    raise NotImplementedError
