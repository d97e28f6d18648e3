"""How long steps will take, judged by those of their kind that are done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from robustbench_nlp.study.folder import StudyFolder
from robustbench_nlp.study.steps import Step


def measured_rates(steps: Iterable[Step], folder: StudyFolder) -> dict[str, float]:
    """Seconds per unit of work, by kind, of what was done."""
    seconds: dict[str, float] = defaultdict(float)
    work: dict[str, float] = defaultdict(float)
    for step in steps:
        record = folder.record(step.name)
        if record is not None:
            seconds[step.kind] += record["seconds"]
            work[step.kind] += record["work"]
    return {kind: seconds[kind] / work[kind] for kind in work if work[kind]}


def seconds_of(step: Step, rates: Mapping[str, float]) -> float | None:
    """None where no step of its kind was measured."""
    return step.work * rates[step.kind] if step.kind in rates else None


def total(steps: Sequence[Step], rates: Mapping[str, float]) -> float | None:
    """Of all of them; None where one is not known."""
    known = [seconds_of(step, rates) for step in steps]
    return None if None in known else sum(seconds for seconds in known if seconds is not None)


def spoken(seconds: float) -> str:
    """As people say it: "40 s", "12 min", "3 h 20 min"."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60:02d} min"
