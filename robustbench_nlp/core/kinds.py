"""Specs of everything else a plugin can declare. Each names its factory as `"module:attr"`, imported on first use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.core.transform import FACTORY, NAME


def _check(kind: str, name: str, *factories: str) -> None:
    if not NAME.match(name):
        raise ValueError(f"{kind} name {name!r} must be lower case letters, digits, '-' or '_'")
    for factory in factories:
        if factory and not FACTORY.match(factory):
            raise ValueError(f"{kind} {name}: {factory!r} must look like 'module:attr'")


@dataclass(frozen=True)
class ClassifierSpec:
    """A kind of classifier.

    name     also its scheme: `--model name:rest`
    load     `(source: str, options: LoadOptions) -> Classifier`
    train    `(dataset, validation, options: TrainOptions) -> ModelCard`, or "" where it cannot be trained
    markers  files whose presence in a folder says that the folder is of this kind
    bases    short names for `--base` that this kind trains, e.g. ("bow",)
    """

    name: str
    summary: str
    load: str
    train: str = ""
    markers: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _check("classifier", self.name, self.load, self.train)


@dataclass(frozen=True)
class DatasetSpec:
    """A kind of data set.

    name      also its scheme: `--dataset name:rest`
    read      `(request: DatasetRequest) -> Dataset`
    suffixes  file endings it reads, lower case, with the dot
    aliases   whole names it answers to, e.g. ("movies",)
    """

    name: str
    summary: str
    read: str
    suffixes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()

    def __post_init__(self) -> None:
        _check("dataset", self.name, self.read)


@dataclass(frozen=True)
class CheckSpec:
    """An automatic label check.

    make        `"module:attr"` of a factory `() -> (before: str, after: str, edits) -> flag | None`; a flag is a short
                text. What it returns may also have a method `prepare(pairs)`, see `runner.checks`
    everywhere  True: it looks at every output and flags; False: only at outputs of transforms that require it
    """

    name: str
    summary: str
    make: str
    because: str
    version: int = 1
    everywhere: bool = True

    def __post_init__(self) -> None:
        _check("check", self.name, self.make)


@dataclass(frozen=True)
class EngineSpec:
    """Where shards run.

    make  `"module:attr"` of a factory `(workers: int) -> Engine`
    """

    name: str
    summary: str
    make: str

    def __post_init__(self) -> None:
        _check("engine", self.name, self.make)


@dataclass(frozen=True)
class RendererSpec:
    """A report format.

    render  `"module:attr"` of a function `(report: Report) -> str`; it lays out and never computes
    suffix  of the file it belongs in, with the dot
    table   the same for a `report.table.Table` of any content, such as a study's; "" where it lays out only reports
    """

    name: str
    summary: str
    render: str
    suffix: str
    table: str = ""

    def __post_init__(self) -> None:
        _check("renderer", self.name, self.render, self.table)


@dataclass(frozen=True)
class JudgeSpec:
    """A kind of judge, which labels the texts of an audit as an annotator does.

    name  also its scheme: `--judge name:rest`; reports name it by it, hence not "person"
    make  `"module:attr"` of a factory `(request: JudgeRequest) -> Judge`
    """

    name: str
    summary: str
    make: str

    def __post_init__(self) -> None:
        _check("judge", self.name, self.make)
        if self.name == "person":
            raise ValueError("a judge cannot be called 'person': that is what reports call people")


@dataclass(frozen=True)
class Event:
    """Something that happened in a run, for observers.

    kind is one of: run_started, shard_done, scored, run_finished, run_interrupted.
    """

    kind: str
    data: tuple[tuple[str, Any], ...] = ()
