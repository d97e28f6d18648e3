"""Which audit the user means."""

from __future__ import annotations

from pathlib import Path

from robustbench_nlp.audit.folder import AuditFolder, audit_folder, audit_folders
from robustbench_nlp.errors import UsageError


def find_audit(run: Path, transform: str | None) -> AuditFolder:
    """The audit of a transform of a run, or the run's only one; `UsageError` names those that are there."""
    found = {folder.manifest().transform: folder for folder in audit_folders(run)}
    if not found:
        raise UsageError(f"{run} has no audit", f"plan one: robust audit plan {run} --transform NAME")
    if transform is None:
        if len(found) > 1:
            raise UsageError(f"{run} has several audits: {', '.join(found)}", "say which one with --transform")
        return next(iter(found.values()))
    meant = found.get(transform)
    if meant is None:
        meant = next((f for f in found.values() if f.path == audit_folder(run, transform).path), None)
    if meant is None:
        raise UsageError(f"{run} has no audit of {transform!r}", f"it has: {', '.join(found)}")
    return meant
