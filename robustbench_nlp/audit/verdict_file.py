"""Verdicts as a file: for people and programs to look at. Nothing reads it back, it is always made anew."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.verdict import Verdict
from robustbench_nlp.runner.atomic import write_whole

NAME = "verdicts.jsonl"


def write_verdicts(folder: AuditFolder, verdicts: Iterable[Verdict]) -> Path:
    """One line each; where it lies."""
    lines = [
        json.dumps({"audit_id": verdict.audit_id, "label": verdict.label, "votes": dict(verdict.votes)}) + "\n"
        for verdict in verdicts
    ]
    path = folder.path / NAME
    write_whole(path, "".join(lines).encode())
    return path
