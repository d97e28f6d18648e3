"""From rows to the report: which statistic goes into which column, and for which rows it is defined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace

from robustbench_nlp.core.outcome import Outcome, Status
from robustbench_nlp.core.plain_digest import plain_digest
from robustbench_nlp.core.report import Environment, Problem, Report, RunSpec, TransformResult
from robustbench_nlp.core.signature import signature
from robustbench_nlp.runner.plan import TextPlan
from robustbench_nlp.runner.row import summarise_transform
from robustbench_nlp.version import __version__


def summarise(
    outcomes: Sequence[Outcome],
    *,
    spec: RunSpec,
    plan: TextPlan,
    environment: Environment,
    model: str,
    calibrated: bool,
) -> Report:
    """The report of a run, without problems that only the caller knows and without timing."""
    from robustbench_nlp.stats.multiplicity import holm
    from robustbench_nlp.stats.proportions import wilson

    by_chain: dict[str, list[Outcome]] = {chain.canonical: [] for chain in plan.chains}
    for outcome in outcomes:
        by_chain[outcome.rewritten.transform].append(outcome)
    rows = [
        summarise_transform(
            chain,
            by_chain[chain.canonical],
            spec=spec,
            classes=len(plan.dataset.labels),
            calibrated=calibrated,
        )
        for chain in plan.chains
    ]
    tested = [row for row in rows if not row.control and row.n]
    adjusted = dict(zip((row.transform for row in tested), holm([row.p or 0.0 for row in tested]), strict=True))
    rows = [replace(row, p_holm=adjusted.get(row.transform)) for row in rows]
    clean = {o.rewritten.example_id: o.predicted_before == o.label for o in outcomes}
    counts = Counter(example.label for example in plan.examples)
    worst, k = _worst_of_all([by_chain[row.transform] for row in tested])
    report = Report(
        spec=spec,
        environment=environment,
        signature=signature(
            transforms=spec.transforms,
            dataset=spec.dataset,
            split=spec.split,
            fingerprint=spec.dataset_fingerprint,
            n=len(plan.examples),
            model=model,
            seed=spec.seed,
            draws=spec.draws,
            version=__version__,
        ),
        n=len(plan.examples),
        labels=plan.dataset.labels,
        class_counts=tuple(counts[i] for i in range(len(plan.dataset.labels))),
        accuracy=wilson(sum(clean.values()), len(clean)),
        majority_share=max(counts.values()) / len(plan.examples),
        results=tuple(rows),
        worst_of_all=worst,
        worst_of_k=k,
        problems=plan.problems + tuple(_failures(rows, by_chain)),
    )
    return replace(report, digest=digest(report))


def digest(report: Report) -> str:
    """Changes whenever a question, a text or an answer does; blind to where and how fast it was computed."""
    spec = replace(report.spec, model="")
    content = asdict(replace(report, spec=spec, digest="", timing=(), problems=()))
    del content["environment"]
    return plain_digest(content)


def _failures(rows: Sequence[TransformResult], by_chain: dict[str, list[Outcome]]) -> list[Problem]:
    problems = []
    for row in rows:
        failed = [o for o in by_chain[row.transform] if o.rewritten.status is Status.FAILED]
        if failed:
            first = min(failed, key=lambda o: (o.rewritten.draw, o.rewritten.example_id)).rewritten
            problems.append(Problem(row.transform, f"failed, first on {first.example_id}: {first.error}", len(failed)))
    return problems


def _worst_of_all(groups: Sequence[Sequence[Outcome]]) -> tuple[float | None, int]:
    """Share of examples right under every transform and draw, over examples that failed under none; and how many."""
    import numpy as np

    from robustbench_nlp.stats.worst_of_k import worst_of_k

    failed = {o.rewritten.example_id for group in groups for o in group if o.rewritten.status is Status.FAILED}
    draws: dict[tuple[int, int], list[bool]] = {}
    for i, group in enumerate(groups):
        for outcome in group:
            if outcome.rewritten.example_id not in failed:
                draws.setdefault((i, outcome.rewritten.draw), []).append(outcome.right_after)
    if len(draws) < 2:
        return None, len(draws)
    return worst_of_k(np.array(list(draws.values()))).worst, len(draws)
