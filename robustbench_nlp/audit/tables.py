"""An audit's finding as tables: cells are finished text, laid out by whatever format the user names."""

from __future__ import annotations

from collections.abc import Iterator

from robustbench_nlp.audit.analysis import Audited
from robustbench_nlp.audit.gate import Gate
from robustbench_nlp.audit.reliability import ControlErrors
from robustbench_nlp.audit.sentence import sentence
from robustbench_nlp.core.report import Interval
from robustbench_nlp.report.table import Column, Table, percent


def tables(audited: Audited, *, relabelled: bool = False) -> tuple[Table, ...]:
    """The figures, the strata behind them, and how far the annotators can be trusted.

    relabelled: with the drop for which a changed label is the truth.
    """
    return _figures(audited, relabelled), _strata(audited), _annotators(audited)


def _figures(audited: Audited, relabelled: bool) -> Table:
    return Table(
        title=f"Audit of {audited.manifest.transform} on {audited.manifest.dataset}",
        columns=(Column("", numeric=False), Column("estimate"), Column("95 % CI"), Column("how", numeric=False)),
        rows=tuple(_rows(audited, relabelled)),
        notes=(sentence(audited),),
        problems=(),
        signature="",
    )


def _rows(audited: Audited, relabelled: bool) -> Iterator[tuple[str, ...]]:
    parts, lenient = audited.parts, audited.lenient
    if audited.kept:
        yield _row("labels kept, %", audited.kept)
    yield _row("labels kept, %, as answered", audited.as_answered)
    if audited.result.drop:
        yield _row("drop", audited.result.drop)
    yield _row("of it from texts whose label was kept", parts.model_part)
    yield "of it from texts whose label changed", percent(parts.label_part), "", "the rest"
    if parts.valid_only:
        yield _row("valid-only drop", parts.valid_only)
    if relabelled and audited.relabelled:
        yield _row("drop if a changed label is the truth", audited.relabelled)
    if audited.unclear:
        yield "if undecided texts count as kept: labels kept, %", percent(1 - lenient.flip_rate), "", "as answered"
        if lenient.valid_only:
            yield _row("if undecided texts count as kept: valid-only drop", lenient.valid_only)
    low, high = audited.bounds
    yield (
        "valid-only drop from the flip rate alone",
        "",
        f"[{percent(low)}, {percent(high)}]",
        "bounds at the upper end of the flip rate, as answered",
    )


def _row(what: str, found: Interval) -> tuple[str, ...]:
    return what, percent(found.value), f"[{percent(found.low)}, {percent(found.high)}]", found.method


def _strata(audited: Audited) -> Table:
    columns = ("pairs", "drawn", "read", "kept", "flipped", "undecidable", "disputed")
    rows = [
        (s.name, *map(str, (s.size, s.planned, s.read, s.kept, s.flipped, s.undecidable, s.disputed)))
        for s in audited.strata
    ]
    if audited.unchanged:
        rows.append(("unchanged", str(audited.unchanged), *["-"] * 6))
    return Table(
        title="Texts read: right before and after the rewording (1 yes, 0 no), flagged by a label check, label",
        columns=(Column("stratum", numeric=False), *map(Column, columns)),
        rows=tuple(rows),
        notes=(
            "undecidable: mixed, cannot tell, or three different answers; disputed: two disagree, nobody decided yet. "
            "Both count as not kept.",
        ),
        problems=(),
        signature="",
    )


def _annotators(audited: Audited) -> Table:
    what = {one.name: one.what for one in audited.manifest.annotators}
    answered = {one.name for one in audited.annotators} | {gate.annotator for gate in audited.gates if not gate.passed}
    rows = [
        (
            gate.annotator,
            gate.kind,
            what.get(gate.annotator, ""),
            _counts(gate) if gate.annotator in answered else "-",
            _of(gate.flips_right, gate.flips),
            _of(gate.originals_right, gate.originals),
        )
        for gate in audited.gates
    ]
    return Table(
        title="Annotators, and how they did on the controls",
        columns=(
            *(Column(heading, numeric=False) for heading in ("annotator", "kind", "what", "counts")),
            Column("known flips seen"),
            Column("untouched texts given their label"),
        ),
        rows=tuple(rows),
        notes=(*_errors(audited), *_agreement(audited)),
        problems=(),
        signature="",
    )


def _counts(gate: Gate) -> str:
    if not gate.tested:
        return "yes, untested"
    return "yes" if gate.passed else "no"


def _of(right: int, answered: int) -> str:
    return f"{right} of {answered}" if answered else "none answered"


def _errors(audited: Audited) -> Iterator[str]:
    for how, errors in (
        ("by label", audited.by_label),
        ("by whether the model's answer about the rewritten text is another", audited.by_side),
    ):
        said = ", ".join(map(_error, errors))
        yield f"Answers about untouched texts that were not their label, {how}: {said}."


def _error(errors: ControlErrors) -> str:
    return f"{errors.of} {_of(errors.wrong, errors.answers)}"


def _agreement(audited: Audited) -> Iterator[str]:
    found = audited.agreement
    if found.raw is None:
        yield "No text was read twice."
        return
    said = [f"{percent(found.raw)} % the same"]
    if found.kappa is not None:
        said.append(f"Cohen's kappa {found.kappa:.2f}")
    if found.alpha is not None:
        said.append(f"Krippendorff's alpha {found.alpha.value:.2f} [{found.alpha.low:.2f}, {found.alpha.high:.2f}]")
    yield f"Agreement on the blind labels of {found.texts} texts read twice or more: {', '.join(said)}."
    if found.flag_ac1 is not None:
        yield f"On whether the label was kept: Gwet's AC1 {found.flag_ac1:.2f}; kappa means little where most are."
