"""Which audit the user means."""

from __future__ import annotations

from pathlib import Path

from robustbench_nlp.audit.folder import AuditFolder, audit_folder, audit_folders
from robustbench_nlp.errors import UsageError


def find_audit(run: Path, transform: str | None) -> AuditFolder:
    """The audit of a transform of a run, or the run's only one; `UsageError` names those that are there.

    An audit that cannot be read is in nobody's way who asks for another.
    """
    folders = list(audit_folders(run))
    if not folders:
        raise UsageError(f"{run} has no audit", f"plan one: robust audit plan {run} --transform NAME")
    if transform is not None:
        meant = next((f for f in folders if f.path == audit_folder(run, transform).path), None)
        if meant:
            return meant
    names = ", ".join(folder.manifest().transform for folder in folders)
    if transform is not None:
        raise UsageError(f"{run} has no audit of {transform!r}", f"it has: {names}")
    if len(folders) > 1:
        raise UsageError(f"{run} has several audits: {names}", "say which one with --transform")
    return folders[0]
