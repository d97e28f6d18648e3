"""Whose texts the user wants to label: a sheet says it all, a run needs the names."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from robustbench_nlp.audit.find import find_audit
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.manifest import Manifest
from robustbench_nlp.errors import UsageError


def named(where: Path, transform: str | None = None, annotator: str | None = None) -> tuple[AuditFolder, str]:
    """The audit and the person that a sheet belongs to, or that are named of a run; `UsageError` where unclear."""
    folder, name = _found(where, transform, annotator)
    refuse_judges(folder.manifest(), [name])
    return folder, name


def refuse_judges(manifest: Manifest, names: Collection[str]) -> None:
    """`UsageError` where one is no person: what somebody answers in a judge's place, reports would call the judge's."""
    for someone in manifest.annotators:
        if someone.name in names and someone.kind != "person":
            raise UsageError(
                f"{someone.name} is not a person but the {someone.kind} {someone.what}",
                "it answers with robust audit judge, or its filled sheet is imported",
            )


def _found(where: Path, transform: str | None, annotator: str | None) -> tuple[AuditFolder, str]:
    if where.is_dir():
        folder = find_audit(where, transform)
        return folder, annotator or _only(folder)
    if not where.is_file():
        raise UsageError(f"there is no {where}", "name a run folder, or a sheet: RUN/audits/TRANSFORM/sheets/NAME.csv")
    folder = AuditFolder(where.absolute().parent.parent)
    if folder.sheet(where.stem) != where.absolute() or not (folder.path / folder.MANIFEST).is_file():
        raise UsageError(
            f"{where} does not lie in its audit",
            "name the run instead: robust audit label RUN --transform NAME --annotator NAME",
        )
    if transform or annotator:
        raise UsageError("a sheet has its transform and its annotator", "leave out --transform and --annotator")
    return folder, where.stem


def _only(folder: AuditFolder) -> str:
    people = [someone.name for someone in folder.manifest().annotators if someone.kind == "person"]
    if len(people) != 1:
        raise UsageError("who labels?", f"say it with --annotator: {', '.join(people)}")
    return people[0]
