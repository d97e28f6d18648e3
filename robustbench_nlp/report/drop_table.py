"""The table of a report: what each transform costs, and under it what may be claimed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from robustbench_nlp.core.report import AuditResult, Report, TransformResult
from robustbench_nlp.report.table import Column, Table, p_value, percent, points, shares

NOT_AUDITED = "not audited"
KEY_COLUMNS = (Column("transform", numeric=False), Column("severity"))
COLUMNS = (
    *KEY_COLUMNS,
    Column("n"),
    Column("changed"),
    Column("before"),
    Column("after"),
    Column("drop [95 % CI]"),
    Column("p (Holm)"),
    Column("broke / fixed"),
    Column("labels kept"),
    Column("valid-only drop"),
)


def drop_table(report: Report) -> Table:
    """The default table of a report."""
    spec = report.spec
    where = f"{spec.dataset}/{spec.split}" if spec.split else spec.dataset
    accuracy = report.accuracy
    title = (
        f"{spec.model} on {where}: accuracy {percent(accuracy.value)} % "
        f"[{percent(accuracy.low)}, {percent(accuracy.high)}] on {report.n} examples"
    )
    return Table(
        title=title,
        columns=COLUMNS,
        rows=tuple(_row(result) for result in report.results),
        notes=tuple(_notes(report)),
        problems=tuple(map(str, report.problems)),
        signature=report.signature,
        keys=len(KEY_COLUMNS),
    )


def _row(result: TransformResult) -> tuple[str, ...]:
    if result.drop is None or result.accuracy_before is None or result.accuracy_after is None:
        return (*key_cells(result), "0", *["-"] * 8)
    audit = result.audit
    return (
        *key_cells(result),
        str(result.n),
        f"{percent(result.coverage)} %",
        percent(result.accuracy_before),
        percent(result.accuracy_after),
        "0 (control)" if result.control else points(result.drop),
        p_value(result.p_holm),
        f"{result.broke} / {result.fixed}",
        shares(audit.label_kept) if audit else NOT_AUDITED,
        _valid_only(audit) if audit else NOT_AUDITED,
    )


def _valid_only(audit: AuditResult) -> str:
    return points(audit.valid_only_drop) if audit.valid_only_drop else "no label kept"


def key_cells(result: TransformResult) -> tuple[str, str]:
    """Transform and severity, or params where they are those of none."""
    if result.severity is not None:
        return result.name, str(result.severity)
    if "+" in result.transform:
        # Steps of a chain may differ in severity: then only the whole says which chain it is.
        return result.transform, "-"
    _, bracket, params = result.transform.partition("(")
    return result.name, bracket + params if bracket else "-"


def _notes(report: Report) -> list[str]:
    notes = [
        f"before, after: accuracy in %; drop in points of accuracy; majority class {percent(report.majority_share)} %; "
        f"tests: {', '.join(dict.fromkeys(r.test for r in report.results if not r.control and r.n)) or 'none'}, "
        "p-values adjusted for their number (Holm), each interval for its row alone."
    ]
    notes += _verdicts([r for r in report.results if r.n and not r.control])
    if report.worst_of_all is not None:
        which = "the examples on which none failed" if any(r.failed for r in report.results if r.n) else "examples"
        notes.append(
            f"Right under all {report.worst_of_k} transforms and draws: {percent(report.worst_of_all)} % of {which}."
        )
    flagged = _by_check(report, "flags")
    if flagged:
        notes.append(
            f"Flagged by label checks: {flagged}. A flag is a sign that the rewording may have changed the right "
            "answer, not a verdict: flagged texts count like all others, and an audit should look at them first."
        )
    discarded = _by_check(report, "discarded")
    if discarded:
        notes.append(
            f"Discarded, because the rewording failed a check that the transform requires: {discarded}. "
            "Those texts count as unchanged."
        )
    notes += [r.audit.sentence for r in report.results if r.audit]
    unaudited = [r.transform for r in report.results if r.audit is None and not r.control]
    if unaudited:
        which = f" for {', '.join(unaudited)}" if len(unaudited) < sum(not r.control for r in report.results) else ""
        notes.append(f"Label preservation not audited{which}: part of a drop may be texts whose label changed.")
    return notes


def _verdicts(tested: Sequence[TransformResult]) -> Iterator[str]:
    """Which rows show a change, which do not, and which lie between: a claim needs p, and p knows the whole table."""
    found = [f"{r.transform}{' (a gain)' if r.drop and r.drop.value < 0 else ''}" for r in tested if r.significant]
    if found:
        yield f"Significant (adjusted p-value below .05): {', '.join(found)}."
    elif tested:
        yield "Nothing is significant: no adjusted p-value is below .05."
    undecided = [r.transform for r in tested if r.distinguishable and not r.significant]
    if undecided:
        whose, which = ("Each row's", "the") if len(undecided) > 1 else ("Its", "its")
        yield (
            f"Undecided: {', '.join(undecided)}. {whose} own interval excludes 0, but {which} adjusted p-value is not "
            "below .05: no claim without more examples."
        )
    unclear = [_unclear(r) for r in tested if not r.distinguishable and not r.significant]
    if unclear:
        yield f"Not distinguishable from 0: {'; '.join(unclear)}."
    equal = [r.transform for r in tested if r.equivalent]
    if equal:
        yield f"Equivalent to no drop (90 % interval within 1 point): {', '.join(equal)}."


def _by_check(report: Report, field: str) -> str:
    """`typo@3 (length 1, valence 12); casing@3 (negation 2)`, or "" where there is none."""
    counts = ((r.transform, ", ".join(f"{name} {count}" for name, count in getattr(r, field))) for r in report.results)
    return "; ".join(f"{transform} ({found})" for transform, found in counts if found)


def _unclear(result: TransformResult) -> str:
    found = f" (could have found {percent(result.mde)} points)" if result.mde is not None else ""
    return f"{result.transform}{found}"
