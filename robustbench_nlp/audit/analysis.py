"""What an audit found: how many labels were kept, and how much of the drop is the model's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from robustbench_nlp.audit.adjudicate import adjudicate
from robustbench_nlp.audit.estimates import Estimates, Population
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.gate import Gate
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.manifest import Annotator, Manifest
from robustbench_nlp.audit.reliability import (
    AgreementFound,
    ControlErrors,
    agreement,
    errors_by_label,
    errors_by_side,
)
from robustbench_nlp.audit.tally import Tally, tally
from robustbench_nlp.core.report import Interval, Report, TransformResult
from robustbench_nlp.errors import UsageError

if TYPE_CHECKING:
    from robustbench_nlp.stats.flip_bounds import Bounds
    from robustbench_nlp.stats.two_phase import TwoPhase


@dataclass(frozen=True)
class Audited:
    """Everything that can be said of a transform once some of its texts have been read.

    result       the transform's row of the report
    strata       of the changed texts; `unchanged` pairs need no reading
    annotators   whose answers count; `gates` says how everybody did on the controls
    waiting      texts that one of them has yet to label; `open`: that need one more annotator
    parts        the drop and its parts; undecidable and disputed texts count as not kept
    lenient      the same with those counted as kept: the two are the ends of what they can do
    relabelled   the drop if a changed label is the truth; wide, and for two labels only
    as_answered  share of pairs whose label was kept, as the answers have it
    kept         the same without the annotators' own errors, None where no control says how large those are
    by_side      errors that were taken out; `by_label` for those who want to see where they are made
    bounds       where the valid-only drop could lie if nobody had looked at which texts were changed
    """

    manifest: Manifest
    result: TransformResult
    strata: tuple[Tally, ...]
    unchanged: int
    annotators: tuple[Annotator, ...]
    gates: tuple[Gate, ...]
    waiting: int
    open: int
    parts: TwoPhase
    lenient: TwoPhase
    relabelled: Interval | None
    as_answered: Interval
    kept: Interval | None
    by_side: tuple[ControlErrors, ...]
    by_label: tuple[ControlErrors, ...]
    agreement: AgreementFound
    bounds: Bounds

    @property
    def read(self) -> int:
        """Rewritten texts that count."""
        return sum(stratum.read for stratum in self.strata)

    @property
    def unread(self) -> int:
        """Texts of the plan about which nobody has said anything that counts."""
        return sum(stratum.planned for stratum in self.strata) - self.read

    @property
    def unclear(self) -> int:
        """Of those, texts that have no label of the task."""
        return sum(stratum.undecidable + stratum.disputed for stratum in self.strata)

    @property
    def annotator_error(self) -> float | None:
        """Share of answers about untouched originals that were not their label."""
        answers = sum(errors.answers for errors in self.by_label)
        return sum(errors.wrong for errors in self.by_label) / answers if answers else None


def analyse(folder: AuditFolder, report: Report, *, this_test_set: bool = False) -> Audited:
    """Put the answers so far together with the run's report; `this_test_set` as in `two_phase`.

    `UsageError` where the audit is of another run, where nobody's answers count, or where a stratum was not read.
    """
    from robustbench_nlp.stats.flip_bounds import valid_only_bounds

    manifest, items, responses = folder.manifest(), folder.items(), folder.responses()
    result = row_of(manifest, report)
    adjudicated = adjudicate(manifest, items, responses)
    passed = {each.annotator for each in adjudicated.gates if each.passed}
    answers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (annotator, audit_id), response in latest(responses).items():
        if annotator in passed:
            answers[audit_id].append((annotator, response.label))
    votes = {audit_id: len(said) for audit_id, said in answers.items()}
    if not votes:
        raise UsageError(f"{folder.path} has no answers that count", _next_step(adjudicated.gates))
    names = {name for said in answers.values() for name, _ in said}
    strata = tally(manifest, items, adjudicated.verdicts, votes)
    unchanged = manifest.pairs - sum(stratum.size for stratum in strata)
    population = Population(unchanged=unchanged, examples=result.n, this_test_set=this_test_set)
    estimates = Estimates(strata, population, len(manifest.labels), manifest.seed)
    by_side = errors_by_side(manifest, items, answers)
    as_answered = estimates.kept_as_answered()
    return Audited(
        manifest=manifest,
        result=result,
        strata=strata,
        unchanged=unchanged,
        annotators=tuple(one for one in manifest.annotators if one.name in names),
        gates=adjudicated.gates,
        waiting=len(adjudicated.waiting),
        open=len(adjudicated.open),
        parts=estimates.parts(),
        lenient=estimates.lenient_parts(),
        relabelled=estimates.relabelled(),
        as_answered=as_answered,
        kept=estimates.kept_corrected(by_side),
        by_side=tuple(by_side.values()),
        by_label=errors_by_label(manifest, items, answers),
        agreement=agreement(manifest, items, answers),
        bounds=valid_only_bounds(1 - as_answered.low, result.broke / manifest.pairs, result.fixed / manifest.pairs),
    )


def row_of(manifest: Manifest, report: Report) -> TransformResult:
    """The transform's row; `UsageError` where the audit was planned on other texts or answers than the report's."""
    found = [result for result in report.results if result.transform == manifest.transform]
    if not found or manifest.run != report.digest:
        raise UsageError(
            f"the audit of {manifest.transform} is of another run than the report beside it",
            "plan one for this run; --known takes over what was labelled of the same texts",
        )
    return found[0]


def _next_step(gates: Sequence[Gate]) -> str:
    left_out = [f"{gate.annotator} is left out: {gate.why}" for gate in gates if not gate.passed]
    return "; ".join(left_out) or "label a sheet: robust audit label"
