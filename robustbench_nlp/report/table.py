"""The neutral table behind every format: cells are finished text, nothing is computed or laid out."""

from __future__ import annotations

from dataclasses import dataclass

from robustbench_nlp.core.report import AuditResult, Interval, Report, TransformResult

NOT_AUDITED = "not audited"


@dataclass(frozen=True)
class Column:
    """A heading; numbers are set right."""

    heading: str
    numeric: bool = True


@dataclass(frozen=True)
class Table:
    """A title, a grid of text, and the lines that belong under it; `signature` is "" where another table has it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    signature: str


COLUMNS = (
    Column("transform", numeric=False),
    Column("severity"),
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
    )


def percent(share: float) -> str:
    """A fraction as a percentage with one digit."""
    shown = f"{100 * share:.1f}"
    return "0.0" if shown == "-0.0" else shown


def points(interval: Interval) -> str:
    """A difference of accuracies in points, with its interval."""
    return f"{percent(interval.value)} [{percent(interval.low)}, {percent(interval.high)}]"


def shares(interval: Interval) -> str:
    """A share in percent, with an interval so wide that digits behind the point would say nothing."""
    return f"{percent(interval.value)} % [{100 * interval.low:.0f}, {100 * interval.high:.0f}]"


def p_value(p: float | None) -> str:
    """Three digits, or below a thousandth."""
    if p is None:
        return "-"
    return "<.001" if p < 0.001 else f"{p:.3f}".removeprefix("0") if p < 0.9995 else "1"


def _row(result: TransformResult) -> tuple[str, ...]:
    if result.drop is None or result.accuracy_before is None or result.accuracy_after is None:
        return (result.name, _severity(result), "0", *["-"] * 8)
    audit = result.audit
    # Steps of a chain may differ in severity: then only the whole says which chain it is.
    mixed = "+" in result.transform and result.severity is None
    return (
        result.transform if mixed else result.name,
        _severity(result),
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


def _severity(result: TransformResult) -> str:
    if result.severity is not None:
        return str(result.severity)
    _, bracket, params = result.transform.partition("(")
    return bracket + params if bracket and "+" not in result.transform else "-"


def _notes(report: Report) -> list[str]:
    notes = [
        f"before, after: accuracy in %; drop in points of accuracy; majority class {percent(report.majority_share)} %; "
        f"tests: {', '.join(dict.fromkeys(r.test for r in report.results if not r.control and r.n)) or 'none'}, "
        "p adjusted over the table, intervals not."
    ]
    unclear = [_unclear(r) for r in report.results if r.n and not r.control and not r.distinguishable]
    if unclear:
        notes.append(f"Not distinguishable from 0: {'; '.join(unclear)}.")
    equal = [r.transform for r in report.results if r.n and not r.control and r.equivalent]
    if equal:
        notes.append(f"Equivalent to no drop (90 % interval within 1 point): {', '.join(equal)}.")
    if report.worst_of_all is not None:
        notes.append(
            f"Right under all {report.worst_of_k} transforms and draws: {percent(report.worst_of_all)} % of examples."
        )
    flagged = _by_check(report, "flags")
    if flagged:
        notes.append(
            f"Flagged by label checks: {flagged}. A flag is a sign that the rewording may have changed the right "
            "answer, no verdict: flagged texts count like all others, and an audit should look at them first."
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


def _by_check(report: Report, field: str) -> str:
    """`typo@3 (length 1, valence 12); casing@3 (negation 2)`, or "" where there is none."""
    counts = ((r.transform, ", ".join(f"{name} {count}" for name, count in getattr(r, field))) for r in report.results)
    return "; ".join(f"{transform} ({found})" for transform, found in counts if found)


def _unclear(result: TransformResult) -> str:
    found = f" (could have found {percent(result.mde)} points)" if result.mde is not None else ""
    return f"{result.transform}{found}"
