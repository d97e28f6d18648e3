"""Blank sheets for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from robustbench_nlp.audit.exchange import argilla, json_sheet, label_studio
from robustbench_nlp.audit.item import Item
from robustbench_nlp.audit.sheet import sheet_bytes
from robustbench_nlp.errors import UsageError

FORMATS = ("csv", "jsonl", "label-studio", "argilla")


def sheet_files(name: str, items: Sequence[Item], answers: Sequence[str], out: Path) -> dict[Path, bytes]:
    """A sheet in one of `FORMATS` at `out`, and beside it what the program has to be told about it.

    `UsageError` where there is no such format.
    """
    if name == "csv":
        return {out: sheet_bytes(items)}
    if name == "jsonl":
        return {out: json_sheet.write_jsonl(items)}
    if name == "label-studio":
        interface = out.with_suffix(".interface.xml")
        return {out: label_studio.write_tasks(items), interface: label_studio.write_interface(answers)}
    if name == "argilla":
        settings = out.with_suffix(".settings.json")
        return {out: argilla.write_records(items), settings: argilla.write_settings(answers)}
    raise UsageError(f"no format {name!r}", f"use one of: {', '.join(FORMATS)}")
