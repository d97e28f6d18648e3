"""One row of the drop table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from robustbench_nlp.core.chain import Chain
from robustbench_nlp.core.outcome import Outcome, Status
from robustbench_nlp.core.report import RunSpec, TransformResult

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Pairs:
    """What the statistics need of the examples that failed in no draw.

    labels, before  gold and predicted label of the originals, shape (n,)
    after, changed  predicted label of the versions and whether their text differs, shape (draws, n)
    clusters        (n,) equal where texts are equal: one observation, however often the data repeats it
    """

    outcomes: tuple[Outcome, ...]
    labels: NDArray[np.int_]
    before: NDArray[np.int_]
    after: NDArray[np.int_]
    changed: NDArray[np.bool_]
    clusters: NDArray[np.int_]


def summarise_transform(
    chain: Chain, outcomes: Sequence[Outcome], *, spec: RunSpec, classes: int, calibrated: bool
) -> TransformResult:
    """All columns of one transform; `outcomes` are its rows sorted by draw and example, the same in every draw."""
    failed = [o for o in outcomes if o.rewritten.status is Status.FAILED]
    left_out = {o.rewritten.example_id for o in failed}
    kept = tuple(o for o in outcomes if o.rewritten.example_id not in left_out)
    declared = TransformResult(
        transform=chain.canonical,
        name=chain.name,
        severity=chain.severity,
        explicit=chain.explicit,
        label_effect=chain.effect.name.lower(),
        control=chain.control,
        failed=len(failed),
        flags=_counted(flag for o in kept for flag in o.rewritten.flags),
        discarded=_counted(finding for o in kept for finding in o.rewritten.discarded),
    )
    return _measured(declared, _pairs(kept, spec.draws), spec, classes, calibrated) if kept else declared


def _pairs(kept: tuple[Outcome, ...], draws: int) -> Pairs:
    import numpy as np

    first = kept[: len(kept) // draws]
    same: dict[str, int] = {}
    return Pairs(
        outcomes=kept,
        labels=np.array([o.label for o in first]),
        before=np.array([o.predicted_before for o in first]),
        after=np.array([o.predicted_after for o in kept]).reshape(draws, -1),
        changed=np.array([o.rewritten.status is Status.CHANGED for o in kept]).reshape(draws, -1),
        clusters=np.array([same.setdefault(o.before, len(same)) for o in first]),
    )


def _measured(
    declared: TransformResult, pairs: Pairs, spec: RunSpec, classes: int, calibrated: bool
) -> TransformResult:
    import numpy as np

    from robustbench_nlp.stats.classification import macro_f1_drop
    from robustbench_nlp.stats.paired import PairCounts, consistency, drop_on_changed
    from robustbench_nlp.stats.paired_difference import paired_difference
    from robustbench_nlp.stats.power import mde

    right_before, right_after = pairs.before == pairs.labels, pairs.after == pairs.labels
    counts = PairCounts.from_correct(right_before, right_after)
    difference = paired_difference(right_before, right_after, pairs.clusters)
    return replace(
        declared,
        n=len(pairs.labels),
        pairs=counts.n,
        coverage=float(pairs.changed.mean()),
        words_changed=_words_changed(pairs.outcomes),
        accuracy_before=counts.accuracy_before,
        accuracy_after=counts.accuracy_after,
        drop=difference.interval,
        drop_on_changed=drop_on_changed(right_before, right_after, pairs.changed),
        p=difference.p,
        test=difference.test,
        broke=counts.n10,
        fixed=counts.n01,
        consistency=consistency(pairs.before, pairs.after),
        relative_drop=counts.relative_drop,
        attack_success=counts.attack_success,
        macro_f1_drop=macro_f1_drop(
            pairs.labels,
            pairs.before,
            pairs.after,
            classes=classes,
            rng=np.random.default_rng(spec.seed),
            clusters=pairs.clusters,
        ),
        ece_before=_ece(pairs, after=False) if calibrated else None,
        ece_after=_ece(pairs, after=True) if calibrated else None,
        mde=mde(len(pairs.labels), counts.discordant_share),
        equivalent=difference.equivalent,
    )


def _ece(pairs: Pairs, *, after: bool) -> float:
    import numpy as np

    from robustbench_nlp.stats.calibration import ece

    confidence = [o.confidence_after if after else o.confidence_before for o in pairs.outcomes]
    right = [o.right_after if after else o.right_before for o in pairs.outcomes]
    return round(ece(np.array(confidence), np.array(right)), 4)


def _words_changed(outcomes: Sequence[Outcome]) -> float:
    """An edit touches the words it replaces, and at least one: an insertion belongs to a neighbour."""
    words: dict[str, int] = {}
    touched = total = 0
    for outcome in outcomes:
        if outcome.before not in words:
            words[outcome.before] = len(outcome.before.split())
        total += words[outcome.before]
        in_edits = sum(max(1, len(edit.old.split())) for edit in outcome.rewritten.edits)
        touched += min(in_edits, words[outcome.before])
    return touched / total if total else 0.0


def _counted(findings: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """How often each check is named."""
    return tuple(sorted(Counter(finding.partition(": ")[0] for finding in findings).items()))
