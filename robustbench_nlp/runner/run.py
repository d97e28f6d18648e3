"""One evaluation from end to end: read, plan, rewrite, score, join the labels, summarise, save."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from robustbench_nlp.core.classifier import Classifier
from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.outcome import Outcome, Rewritten
from robustbench_nlp.core.report import Problem, Report, RunSpec
from robustbench_nlp.errors import Interrupted, UsageError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.runner.engines.start import start_engine
from robustbench_nlp.runner.environment import environment
from robustbench_nlp.runner.folder import RunFolder
from robustbench_nlp.runner.join import join
from robustbench_nlp.runner.labels import match_labels
from robustbench_nlp.runner.plan import (
    TextPlan,
    plan_texts,
    refuse_direction_controls,
    refuse_one_class,
    spec_digest,
)
from robustbench_nlp.runner.predictions import PredictionStore
from robustbench_nlp.runner.request import EvalRequest
from robustbench_nlp.runner.resolve import load_classifier, read_dataset
from robustbench_nlp.runner.score import Scores, score
from robustbench_nlp.runner.summarise import summarise
from robustbench_nlp.runner.work import Engine, ShardResult

Listener = Callable[[Event], None]
Save = Callable[[Path, Report, Sequence[Outcome]], None]


@dataclass(frozen=True)
class Evaluation:
    """What an evaluation leaves: the report, every row behind it, and the folder with both as files."""

    report: Report
    outcomes: tuple[Outcome, ...]
    folder: Path

    def __repr__(self) -> str:
        # All outcomes of a usual run are megabytes, which a notebook would show.
        report = self.report
        drops = ((r.transform, "none" if r.drop is None else f"{100 * r.drop.value:.1f}") for r in report.results)
        told = ", ".join(f"{name} {points}" for name, points in drops)
        where = f"{report.spec.dataset}/{report.spec.split}".rstrip("/")
        return (
            f"<Evaluation of {report.spec.model} on {where}, {report.n} examples: drop in points {told}; {self.folder}>"
        )


def evaluate(
    request: EvalRequest, catalog: Catalog, *, predictions: Path | None, save: Save, listen: Listener
) -> Evaluation:
    """Run an evaluation. `predictions` is the file that keeps answers between runs, `save` writes report and rows."""
    clock = _Clock()
    with clock.phase("load"):
        dataset = read_dataset(catalog, request.dataset)
        plan = plan_texts(
            catalog, dataset, request.transforms, limit=request.limit, seed=request.seed, draws=request.draws
        )
        refuse_direction_controls(plan.chains)
        refuse_one_class(plan.examples, dataset)
        engine = start_engine(catalog, request.engine, request.workers)
        classifier = load_classifier(catalog, request.model, request.load)
        columns, matched_by = match_labels(
            dataset.labels,
            classifier.labels,
            named=dataset.named,
            some=not classifier.calibrated,
            ordered=getattr(classifier, "ordered", True),
            labels_from=getattr(classifier, "labels_from", ""),
        )
    spec = _spec(request, plan, classifier)
    folder = RunFolder(request.output or Path("robust-runs") / _folder_name(spec))
    try:
        with folder.locked():
            folder.open(spec, resume=request.resume, overwrite=request.overwrite or request.output is None)
            listen(Event("run_started", (("folder", folder.path), ("shards", len(plan.shards)))))
            with clock.phase("rewrite"):
                rewritten = _rewrite(engine, plan, folder, listen)
            store = PredictionStore(predictions if classifier.cacheable else None, classifier.digest)
            with clock.phase("score"), closing(store):
                scores = _score(classifier, plan, rewritten, store, listen)
            with clock.phase("summarise"):
                outcomes = join(plan.examples, rewritten, scores, columns)
                report = summarise(
                    outcomes,
                    spec=spec,
                    plan=plan,
                    environment=environment(catalog, classifier.device),
                    model=classifier.signature,
                    calibrated=classifier.calibrated,
                )
            notes = _notes(catalog, store, matched_by, classifier)
            report = replace(report, problems=report.problems + notes, timing=clock.phases(scores))
            save(folder.path, report, outcomes)
            folder.finish()
    except KeyboardInterrupt:
        listen(Event("run_interrupted", (("folder", folder.path),)))
        raise Interrupted(
            f"interrupted; what is done is kept in {folder.path}", "the same command with --resume goes on"
        ) from None
    listen(Event("run_finished", (("folder", folder.path),)))
    return Evaluation(report, outcomes, folder.path)


def _spec(request: EvalRequest, plan: TextPlan, classifier: Classifier) -> RunSpec:
    dataset = plan.dataset
    return RunSpec(
        dataset=dataset.name,
        split=dataset.split,
        dataset_fingerprint=dataset.fingerprint,
        model=request.model,
        model_digest=classifier.digest,
        transforms=plan.job.explicit,
        seed=request.seed,
        draws=request.draws,
        limit=request.limit,
        language=dataset.language,
        checks=plan.job.checks,
    )


def _folder_name(spec: RunSpec) -> str:
    model = "".join(c if c.isalnum() or c in "-_." else "-" for c in spec.model).strip("-.")[-40:]
    dataset = spec.dataset.replace("/", "-")
    return f"{dataset}-{model}-{spec_digest(spec)[:8]}"


def _rewrite(engine: Engine, plan: TextPlan, folder: RunFolder, listen: Listener) -> list[Rewritten]:
    results: dict[int, ShardResult] = {}
    todo = []
    for shard in plan.shards:
        before = folder.load(shard.index)
        if before is None:
            todo.append(shard)
        else:
            results[shard.index] = before
            listen(Event("shard_done", (("index", shard.index), ("resumed", True))))
    for result in engine.run(plan.job, todo):
        folder.save(result)
        results[result.index] = result
        listen(Event("shard_done", (("index", result.index), ("resumed", False))))
    missing = [shard.index for shard in plan.shards if shard.index not in results]
    if missing:
        raise UsageError(f"the engine lost {len(missing)} of {len(plan.shards)} shards", "run again with --resume")
    return [row for index in sorted(results) for row in results[index].rewritten]


def _score(
    classifier: Classifier, plan: TextPlan, rewritten: list[Rewritten], store: PredictionStore, listen: Listener
) -> Scores:
    def texts() -> Iterator[str]:
        for example in plan.examples:
            yield example.text
        for row in rewritten:
            yield row.text

    return score(
        classifier, texts(), store, lambda done, total: listen(Event("scored", (("done", done), ("total", total))))
    )


def _notes(catalog: Catalog, store: PredictionStore, matched_by: str, classifier: Classifier) -> tuple[Problem, ...]:
    notes = []
    if matched_by == "order":
        names = ", ".join(classifier.labels)
        notes.append(Problem("labels", f"matched to the model's ({names}) by order: the names say nothing"))
    if store.trouble:
        notes.append(Problem("cache", store.trouble))
    notes += [
        Problem(f"plugin {broken.name}", f"broken at {broken.stage}: {broken.cause}") for broken in catalog.broken
    ]
    notes += [Problem(f"observer {quiet.name}", quiet.cause) for quiet in catalog.observers.switched_off]
    return tuple(notes)


class _Clock:
    """Seconds per phase."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self._seconds[name] = round(time.perf_counter() - started, 3)

    def phases(self, scores: Scores) -> tuple[tuple[str, float], ...]:
        counts = {"texts_scored": float(len(scores) - scores.reused), "texts_reused": float(scores.reused)}
        return tuple((self._seconds | counts).items())
