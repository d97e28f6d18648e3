"""Blank sheets for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from robustbench_nlp.audit.exchange import argilla, json_sheet, label_studio
from robustbench_nlp.audit.exchange.csv_sheet import write_csv
from robustbench_nlp.errors import UsageError

FORMATS = ("csv", "jsonl", "label-studio", "argilla")


def sheet_files(name: str, texts: Sequence[tuple[str, str]], answers: Sequence[str], out: Path) -> dict[Path, bytes]:
    """A sheet in one of `FORMATS` at `out`, and beside it what the program has to be told about it.

    `UsageError` where there is no such format.
    """
    if name == "csv":
        return {out: write_csv(texts)}
    if name == "jsonl":
        return {out: json_sheet.write_jsonl(texts)}
    if name == "label-studio":
        interface = out.with_suffix(".interface.xml")
        return {out: label_studio.write_tasks(texts), interface: label_studio.write_interface(answers)}
    if name == "argilla":
        settings = out.with_suffix(".settings.json")
        return {out: argilla.write_records(texts), settings: argilla.write_settings(answers)}
    raise UsageError(f"no format {name!r}", f"use one of: {', '.join(FORMATS)}")
