"""An audit is part of its run: whenever the run is shown, what was found stands beside the drop."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from robustbench_nlp.audit.analysis import Audited, analyse
from robustbench_nlp.audit.folder import audit_folders
from robustbench_nlp.audit.sentence import sentence
from robustbench_nlp.core.report import AuditResult, Problem, Report
from robustbench_nlp.errors import RobustError


def with_audits(report: Report, run: Path) -> Report:
    """The report with what the audits beside it found; `run` is its folder or its `report.json`.

    An audit that is of other texts, cannot be read or has hardly begun is a note under the table and no error: the
    drop is still what it is.
    """
    found: dict[str, AuditResult] = {}
    problems = []
    for folder in audit_folders(run if run.is_dir() else run.parent):
        try:
            audited = analyse(folder, report)
        except RobustError as error:
            problems.append(Problem(f"audit {folder.path.name}", str(error)))
        else:
            found[audited.result.transform] = audit_result(audited)
    results = tuple(replace(row, audit=found.get(row.transform, row.audit)) for row in report.results)
    return replace(report, results=results, problems=(*report.problems, *problems))


def audit_result(audited: Audited) -> AuditResult:
    """What a report keeps of it."""
    alpha = audited.agreement.alpha
    return AuditResult(
        label_kept=audited.kept or audited.as_answered,
        as_answered=audited.as_answered,
        valid_only_drop=audited.parts.valid_only,
        model_part=audited.parts.model_part,
        label_part=audited.parts.label_part,
        audited=audited.read,
        undecidable=audited.unclear,
        annotators=tuple((one.name, one.kind, one.what) for one in audited.annotators),
        alpha=alpha.value if alpha else None,
        annotator_error=audited.annotator_error,
        sentence=sentence(audited),
    )
