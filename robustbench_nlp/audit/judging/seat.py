"""A judge's place among the annotators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.manifest import Annotator, Manifest
from robustbench_nlp.audit.names import refuse_unusable_names
from robustbench_nlp.audit.sheet import in_order, sheet_bytes
from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.atomic import write_whole


def seated(
    manifest: Manifest, items: Sequence[Item], someone: Annotator, *, answered: bool
) -> tuple[Manifest, tuple[Item, ...]]:
    """The audit with the judge in it.

    Where the plan has an annotator of that name, the judge takes that sheet, as long as nobody else has `answered` it:
    nothing speaks in another's name. Else it is one more annotator, and gets every text: that no annotator sees two
    versions of one text is for those who remember, and a judge keeps nothing between texts.
    """
    refuse_unusable_names([someone.name])
    known = next((one for one in manifest.annotators if one.name == someone.name), None)
    if known is None:
        refuse_unusable_names([someone.name, *(one.name for one in manifest.annotators)])
        everything = tuple(replace(item, annotators=(*item.annotators, someone.name)) for item in items)
        return replace(manifest, annotators=(*manifest.annotators, someone)), everything
    if known != someone and answered:
        was = "a person" if known.kind == "person" else f"the {known.kind} {known.what}"
        raise UsageError(
            f"{known.name} has answered as {was}, and this is the {someone.kind} {someone.what}",
            "give this judge a name of its own with --annotator",
        )
    others = (someone if one is known else one for one in manifest.annotators)
    return replace(manifest, annotators=tuple(others)), tuple(items)


def answered_by(folder: AuditFolder, name: str) -> set[str]:
    """Ids of the texts that somebody of that name has answered."""
    return {audit_id for annotator, audit_id in latest(folder.responses()) if annotator == name}


def take_seat(folder: AuditFolder, someone: Annotator) -> Path:
    """Put the judge into the audit and write its blind sheet, unless both is done; errors as `seated`."""
    with folder.locked():
        before = folder.manifest(), folder.items()
        manifest, items = seated(*before, someone, answered=bool(answered_by(folder, someone.name)))
        if (manifest, items) != before:
            folder.write_plan(manifest, items)
        sheet = folder.sheet(someone.name)
        if not sheet.exists():
            write_whole(sheet, sheet_bytes(in_order(items, someone.name, manifest.seed)))
    return sheet
