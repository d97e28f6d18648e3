"""A study from end to end: set up, do what is open, summarise, write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from robustbench_nlp.errors import Interrupted, ReportError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.atomic import DISK_FULL
from robustbench_nlp.study.build import TRAIN, study_steps
from robustbench_nlp.study.durations import measured_rates, seconds_of, spoken, total
from robustbench_nlp.study.files import write_study
from robustbench_nlp.study.folder import StudyFolder
from robustbench_nlp.study.probe import probed_rates
from robustbench_nlp.study.request import StudyRequest
from robustbench_nlp.study.result import Study
from robustbench_nlp.study.setup import Bench, set_up
from robustbench_nlp.study.steps import Step, Watch, open_steps, run_steps
from robustbench_nlp.study.summarise import summarise
from robustbench_nlp.study.trial import try_options

Say = Callable[[str], None]

GO_ON = "the same command goes on"


def run_study(request: StudyRequest, catalog: Catalog, *, watch: Watch, say: Say) -> Study:
    """Do what is not done yet and write the result to `request.out`. `say` hears a line after every step.

    `UsageError` where the folder holds another study; `Interrupted` on Ctrl-C, after which the same call goes on.
    """
    setup = set_up(request, catalog)
    folder = StudyFolder(request.out)
    folder.refuse_other(setup.asked())
    steps = study_steps(Bench(setup, catalog, folder))

    def told(step: Step) -> None:
        rates = measured_rates(steps, folder)
        left = open_steps(steps, folder)
        took = spoken((folder.record(step.name) or {}).get("seconds", 0.0))
        seconds = total(left, rates)
        about = "" if seconds is None or not left else f", about {spoken(seconds)} left"
        say(f"{step.name}: {took}; {len(steps) - len(left)} of {len(steps)} steps done{about}")

    try:
        with folder.locked():
            if not any(folder.record(step.name) for step in steps if step.kind == TRAIN):
                try_options(setup, catalog, folder)
            folder.claim(setup.asked())
            run_steps(steps, folder, watch=watch, said=told, keep=request.keep_models)
            study = summarise(Bench(setup, catalog, folder))
            write_study(request.out, study)
    except (KeyboardInterrupt, Interrupted):
        raise Interrupted(f"interrupted; what is done is kept in {request.out}", GO_ON) from None
    except ReportError as error:
        full = isinstance(error.__cause__, OSError) and error.__cause__.errno in DISK_FULL
        raise ReportError(error.message, f"free some space; {GO_ON}" if full else error.hint) from error
    return study


@dataclass(frozen=True)
class PlannedStep:
    """A step of a plan; `seconds` is None where it is done."""

    name: str
    work: str
    seconds: float | None
    how: str


def plan_study(request: StudyRequest, catalog: Catalog) -> list[PlannedStep]:
    """What `run_study` would do, and how long it should take; writes nothing. Errors as there."""
    setup = set_up(request, catalog)
    folder = StudyFolder(request.out)
    folder.refuse_other(setup.asked())
    steps = study_steps(Bench(setup, catalog, folder))
    to_do = {step.name for step in open_steps(steps, folder)}
    measured = measured_rates(steps, folder)
    unknown = {step.kind for step in steps if step.name in to_do} - set(measured)
    probed = probed_rates(setup, catalog, unknown)
    return [
        PlannedStep(
            step.name,
            f"{step.work:g} {step.unit}",
            seconds_of(step, {**probed, **measured}) if step.name in to_do else None,
            ("measured" if step.kind in measured else "probed") if step.name in to_do else "done",
        )
        for step in steps
    ]
