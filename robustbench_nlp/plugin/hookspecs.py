"""Every hook a plugin can implement.

A plugin is a module named by an entry point in the group `robustbench_nlp`; it implements any of these functions and
marks them with `robustbench_nlp.markers.hookimpl`. Seven hooks *declare*: they take nothing and yield frozen specs,
each naming its factory as `"module:attr"`, so that listing a plugin imports none of its machinery. One *listens*.

No hook is `firstresult` and none wraps another: which plugin registers first never changes a number.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pluggy

from robustbench_nlp.core.kinds import (
    CheckSpec,
    ClassifierSpec,
    DatasetSpec,
    EngineSpec,
    Event,
    JudgeSpec,
    RendererSpec,
)
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.markers import PROJECT

hookspec = pluggy.HookspecMarker(PROJECT)


@hookspec
def robust_transforms() -> Iterable[TransformSpec]:  # type: ignore[empty-body]
    """Declare transforms: rules that reword a text.

    `make` names a factory `(params) -> Transform`; `core.transform.per_text` makes one from a function of one text.
    Every output is checked against the contract in `core.transform` before anything else sees it.
    """


@hookspec
def robust_label_checks() -> Iterable[CheckSpec]:  # type: ignore[empty-body]
    """Declare automatic label checks: signs that a rewording may have changed the right answer.

    `make` names a factory `() -> check`, and `check(before, after, edits)` returns a short text, the flag, or None.
    Flags are counted in the report; they never remove a row.
    """


@hookspec
def robust_classifiers() -> Iterable[ClassifierSpec]:  # type: ignore[empty-body]
    """Declare kinds of classifier, which `--model name:rest` or a marker file in a folder picks.

    `load` names a function `(source: str, options: LoadOptions) -> Classifier`; `train`, where there is one,
    `(dataset: Dataset, validation: Dataset | None, options: TrainOptions) -> ModelCard`.
    """


@hookspec
def robust_datasets() -> Iterable[DatasetSpec]:  # type: ignore[empty-body]
    """Declare kinds of data set, which `--dataset name:rest`, a file ending or an alias picks.

    `read` names a function `(request: DatasetRequest) -> Dataset`.
    """


@hookspec
def robust_engines() -> Iterable[EngineSpec]:  # type: ignore[empty-body]
    """Declare where shards run: this process, others, or other machines.

    `make` names a factory `(workers: int) -> Engine`. Whichever engine runs, the report's digest must be the same.
    """


@hookspec
def robust_renderers() -> Iterable[RendererSpec]:  # type: ignore[empty-body]
    """Declare report formats.

    `render` names a function `(report: Report) -> str`. It lays out what the report holds and computes nothing.
    """


@hookspec
def robust_judges() -> Iterable[JudgeSpec]:  # type: ignore[empty-body]
    """Declare kinds of judge, which `robust audit judge --judge name:rest` picks.

    `make` names a factory `(request: JudgeRequest) -> Judge`. A judge labels blind texts of an audit, passes the same
    gate as people, and is named as what it is in every report.
    """


@hookspec
def robust_observe(event: Event) -> None:
    """Listen to a run: for progress bars and experiment trackers.

    Called in the main process with each event, in order; what it returns is ignored. It gets a copy, so it can change
    nothing. An observer that raises is noted once and not called again; the run goes on.
    """


class Hook(NamedTuple):
    """A declaring hook: what it yields and what that is called."""

    kind: str
    """The catalog's word for the collection, e.g. `transforms`."""
    name: str
    spec: type
    noun: str
    factories: tuple[str, ...]
    """Fields of the spec that name a `"module:attr"`; an optional one may be empty."""


DECLARING = (
    Hook("transforms", "robust_transforms", TransformSpec, "transform", ("make",)),
    Hook("checks", "robust_label_checks", CheckSpec, "label check", ("make",)),
    Hook("classifiers", "robust_classifiers", ClassifierSpec, "classifier", ("load", "train")),
    Hook("datasets", "robust_datasets", DatasetSpec, "data set", ("read",)),
    Hook("engines", "robust_engines", EngineSpec, "engine", ("make",)),
    Hook("renderers", "robust_renderers", RendererSpec, "renderer", ("render", "table")),
    Hook("judges", "robust_judges", JudgeSpec, "judge", ("make",)),
)
OBSERVE = "robust_observe"
NAMES = (*(hook.name for hook in DECLARING), OBSERVE)
