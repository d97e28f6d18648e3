"""The test texts: rewritten once, kept in pieces, and read by every model."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from robustbench_nlp.core.chain import Chain
from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.outcome import Status
from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.atomic import write_whole
from robustbench_nlp.runner.engines.start import start_engine
from robustbench_nlp.runner.plan import TextPlan
from robustbench_nlp.runner.work import ShardResult
from robustbench_nlp.study.folder import StudyFolder, whole
from robustbench_nlp.study.setup import Bench
from robustbench_nlp.study.steps import Done, Progress, Stopwatch
from robustbench_nlp.study.suite import Suite

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Versions:
    """What one transform made of a suite.

    texts    by draw and example, in the suite's order; None where it failed
    changed  by draw and example: does the text differ from the original?
    """

    chain: Chain
    texts: tuple[tuple[str | None, ...], ...]
    changed: tuple[tuple[bool, ...], ...]
    flags: tuple[tuple[str, int], ...]


def rewrite_suite(bench: Bench, suite: Suite, progress: Progress | None) -> Done:
    """Rewrite what is not there yet. Edits are not kept: the transform's params and seed make them again."""
    watch = Stopwatch()
    plan, folder = suite.plan, bench.folder
    engine = start_engine(bench.catalog, "", bench.setup.request.workers)
    todo = [shard for shard in plan.shards if not whole(folder.shard(suite.name, shard.index))]
    hear = progress.heard if progress else lambda event: None
    hear(Event("run_started", (("folder", folder.path), ("shards", len(todo)))))
    for result in engine.run(plan.job, todo):
        write_whole(folder.shard(suite.name, result.index), _encoded(result))
        hear(Event("shard_done", (("index", result.index), ("resumed", False))))
    if not all(path.exists() for path in suite.shards(folder)):
        raise UsageError("the engine lost shards", "the same command goes on")
    texts = sum(len(shard.texts) for shard in todo)
    return Done(
        {"n": len(plan.examples), "transforms": list(plan.job.explicit)},
        watch.seconds,
        float(texts * len(plan.chains) * plan.job.draws),
    )


def _encoded(result: ShardResult) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = result.rewritten
    columns = {
        "id": [row.example_id for row in rows],
        "transform": [row.transform for row in rows],
        "draw": pa.array([row.draw for row in rows], pa.int32()),
        "status": [row.status.value for row in rows],
        "text": [row.text if row.status is Status.CHANGED else None for row in rows],
        "flags": pa.array([list(row.flags) for row in rows], pa.list_(pa.string())),
        "error": [row.error for row in rows],
    }
    sink = io.BytesIO()
    pq.write_table(pa.table(columns), sink, compression="zstd")
    return sink.getvalue()


def read_suite(suite: Suite, folder: StudyFolder) -> tuple[Versions, ...]:
    """The rewritten texts, one entry per transform in the order of the plan."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    plan = suite.plan
    table = pa.concat_tables([pq.read_table(path) for path in suite.shards(folder)])
    return tuple(_versions(plan, chain, table) for chain in plan.chains)


def _versions(plan: TextPlan, chain: Chain, table: pa.Table) -> Versions:
    import pyarrow.compute as pc

    at = {example.id: i for i, example in enumerate(plan.examples)}
    draws = plan.job.draws
    texts: list[list[str | None]] = [[example.text for example in plan.examples] for _ in range(draws)]
    changed = [[False] * len(at) for _ in range(draws)]
    flags: Counter[str] = Counter()
    mine = table.filter(pc.equal(table["transform"], chain.canonical))
    for row in mine.select(["id", "draw", "status", "text", "flags"]).to_pylist():
        i, draw = at[row["id"]], row["draw"]
        if row["status"] != Status.UNCHANGED.value:
            # A failed text has none.
            texts[draw][i] = row["text"]
            changed[draw][i] = row["status"] == Status.CHANGED.value
        flags.update(flag.partition(": ")[0] for flag in row["flags"])
    return Versions(chain, tuple(map(tuple, texts)), tuple(map(tuple, changed)), tuple(sorted(flags.items())))


def all_texts(suite: Suite, versions: tuple[Versions, ...]) -> Iterator[str]:
    """Every text of a suite that a model has to be asked about, repetitions included."""
    for example in suite.plan.examples:
        yield example.text
    for made in versions:
        for draw in made.texts:
            yield from (text for text in draw if text is not None)
