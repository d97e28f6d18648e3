"""One row of a study's tables: all arms and contrasts on one test set, or on the mean of several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from robustbench_nlp.stats.did import recipe_difference_in_differences
from robustbench_nlp.stats.multiplicity import holm
from robustbench_nlp.stats.several_seeds import differences, training_seed_sd, transform_seed_sd
from robustbench_nlp.study import estimate
from robustbench_nlp.study.arms import CONTRASTS
from robustbench_nlp.study.correct import Reworded, Right
from robustbench_nlp.study.result import Contrast, Drop, Row


def row(tests: Reworded, seen: str) -> Row:
    """Everything about one transform; p-values are not yet adjusted."""
    chain = tests.chain
    return _measured(
        Row(
            transform=chain.canonical,
            name=chain.name,
            severity=chain.severity,
            explicit=chain.explicit,
            seen=seen,
            n=len(tests.clusters),
            pairs=0,
            coverage=tests.coverage,
            failed=tests.failed,
            flags=tests.flags,
            drops=(),
            contrasts=(),
        ),
        tests.right,
        tests.clusters,
    )


def mean_row(tests: Sequence[Reworded], seen: str) -> Row:
    """The mean over transforms of one suite, each weighing the same, on the examples that failed under none.

    A transform takes the place of a draw, so that examples stay the unit.
    """
    common = np.logical_and.reduce([t.kept for t in tests])
    first = tests[0]
    right = {
        arm: Right(
            found.before[:, common[first.kept]],
            np.concatenate([t.right[arm].after[:, :, common[t.kept]] for t in tests], axis=1),
        )
        for arm, found in first.right.items()
    }
    clusters = first.clusters[common[first.kept]]
    empty = Row(
        transform=f"mean of {len(tests)} {seen}",
        name=f"mean of {len(tests)} {seen}",
        severity=None,
        explicit=",".join(t.chain.explicit for t in tests),
        seen=seen,
        n=len(clusters),
        pairs=0,
        coverage=float(np.mean([t.coverage for t in tests])),
        failed=sum(t.failed for t in tests),
        flags=(),
        drops=(),
        contrasts=(),
    )
    return _measured(empty, right, clusters)


def _measured(empty: Row, right: Mapping[str, Right], clusters: NDArray[np.int_]) -> Row:
    if not len(clusters):
        return empty
    return replace(
        empty,
        pairs=next(iter(right.values())).after[0].size,
        drops=tuple(_drop(arm, found, clusters) for arm, found in right.items()),
        contrasts=tuple(
            _contrast(first, second, right[first], right[second], clusters)
            for first, second in CONTRASTS
            if first in right and second in right
        ),
    )


def _drop(arm: str, right: Right, clusters: NDArray[np.int_]) -> Drop:
    interval, p = estimate.drop(right.before, right.after, clusters)
    before = right.before[:, None]
    return Drop(
        arm=arm,
        accuracy_before=float(right.before.mean()),
        accuracy=estimate.accuracy(right.after, clusters),
        drop=interval,
        p=p,
        p_holm=p,
        broke=int((before & ~right.after).sum()),
        fixed=int((~before & right.after).sum()),
        per_seed=tuple(right.after.mean(axis=(1, 2)).tolist()),
        seed_sd=training_seed_sd(differences(before, right.after)),
        transform_sd=transform_seed_sd(right.after.astype(np.float64)),
    )


def _contrast(first: str, second: str, one: Right, other: Right, clusters: NDArray[np.int_]) -> Contrast:
    saved, p = recipe_difference_in_differences(one.before, one.after, other.before, other.after, clusters=clusters)
    gain, _ = estimate.gain(one.after, other.after, clusters)
    return Contrast(first, second, saved, p, p, gain)


def adjusted(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Holm over all drops of these rows, and over all their contrasts: two families."""
    drops = iter(holm([drop.p for found in rows for drop in found.drops]))
    contrasts = iter(holm([contrast.p for found in rows for contrast in found.contrasts]))
    return tuple(
        replace(
            found,
            drops=tuple(replace(drop, p_holm=next(drops)) for drop in found.drops),
            contrasts=tuple(replace(contrast, p_holm=next(contrasts)) for contrast in found.contrasts),
        )
        for found in rows
    )
