"""What an audit found: how many labels were kept, and how much of the drop is the model's."""

from __future__ import annotations

from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.core.report import Report


def analyse(folder: AuditFolder, report: Report) -> Audited:
    """Everything that can be said of a transform once people have read some of its texts."""
    raise NotImplementedError


class Audited:
    """The finding."""
