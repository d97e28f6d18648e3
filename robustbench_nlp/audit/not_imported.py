"""Sheets that were filled where they lie: what stands in them counts only once it is imported."""

from __future__ import annotations

from pathlib import Path

from robustbench_nlp.audit.exchange.read import read_rows
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.errors import RobustError


def not_imported(folder: AuditFolder) -> list[Path]:
    """The sheets in the folder of the audit that hold labels for texts their annotator has given none."""
    given = {(response.annotator, response.audit_id) for response in folder.responses()}
    names = [annotator.name for annotator in folder.manifest().annotators]
    return [folder.sheet(name) for name in names if any((name, i) not in given for i in _labelled(folder.sheet(name)))]


def _labelled(sheet: Path) -> list[str]:
    try:
        return [row.audit_id for row in read_rows(sheet) if row.label]
    except RobustError:
        # Moved away, or half written by another program: the import would say so.
        return []
