"""One shard after another in this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from robustbench_nlp.runner.work import Job, Shard, ShardResult, do_shard


class SerialEngine:
    """The engine to debug with; `workers` is ignored."""

    def __init__(self, workers: int) -> None:
        self.workers = 1

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[ShardResult]:
        """Results in the order of the shards."""
        for shard in shards:
            yield do_shard(job, shard)
