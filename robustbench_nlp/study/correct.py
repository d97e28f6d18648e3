"""Which answers are right, as arrays: where texts, answers and labels meet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from robustbench_nlp.core.chain import Chain
from robustbench_nlp.runner.predictions import text_key
from robustbench_nlp.study.suite import Suite
from robustbench_nlp.study.texts import Versions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Right:
    """Correctness of an arm's models: on originals, shape (models, n); on versions, shape (models, draws, n)."""

    before: NDArray[np.bool_]
    after: NDArray[np.bool_]


@dataclass(frozen=True)
class Reworded:
    """A suite rewritten with one transform, over the examples that failed in no draw.

    right     by arm
    clusters  (n,) equal where original texts are equal
    kept      which of the suite's examples these are, shape (all of them,)
    failed    pairs on which the transform failed
    """

    chain: Chain
    right: Mapping[str, Right]
    clusters: NDArray[np.int_]
    kept: NDArray[np.bool_]
    coverage: float
    failed: int
    flags: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Originals:
    """Correctness on all original texts of a suite, shape (models, n) by arm."""

    right: Mapping[str, NDArray[np.bool_]]
    clusters: NDArray[np.int_]


def originals_and_reworded(
    suite: Suite,
    versions: Sequence[Versions],
    arms: Iterable[str],
    seeds: Sequence[int],
    answers: Callable[[str, int], Mapping[bytes, int]],
) -> tuple[Originals, tuple[Reworded, ...]]:
    """`answers(arm, seed)` gives the predicted label by text key; it is called once for each model."""
    import numpy as np

    examples = suite.plan.examples
    labels = np.array([example.label for example in examples])
    same: dict[str, int] = {}
    clusters = np.array([same.setdefault(example.text, len(same)) for example in examples])
    own = [text_key(example.text) for example in examples]
    keys = [
        [[key if t is None else text_key(t) for key, t in zip(own, d, strict=True)] for d in v.texts] for v in versions
    ]
    before: dict[str, NDArray[np.bool_]] = {}
    after: dict[str, list[NDArray[np.bool_]]] = {}
    for arm in arms:
        said = [answers(arm, seed) for seed in seeds]
        before[arm] = np.array([[model[key] for key in own] for model in said]) == labels
        after[arm] = [np.array([[[m[k] for k in draw] for draw in made] for m in said]) == labels for made in keys]
    sets = [_reworded(made, before, {arm: after[arm][i] for arm in after}, clusters) for i, made in enumerate(versions)]
    return Originals(before, clusters), tuple(sets)


def _reworded(
    versions: Versions,
    before: Mapping[str, NDArray[np.bool_]],
    after: Mapping[str, NDArray[np.bool_]],
    clusters: NDArray[np.int_],
) -> Reworded:
    import numpy as np

    failed = np.array([[text is None for text in draw] for draw in versions.texts])
    kept: NDArray[np.bool_] = np.logical_not(failed.any(axis=0))
    changed = np.array(versions.changed)[:, kept]
    return Reworded(
        chain=versions.chain,
        right={arm: Right(before[arm][:, kept], after[arm][:, :, kept]) for arm in before},
        clusters=clusters[kept],
        kept=kept,
        coverage=float(changed.mean()) if changed.size else 0.0,
        failed=int(failed.sum()),
        flags=versions.flags,
    )
