"""Shards on several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait

from robustbench_nlp.runner.work import Job, Shard, ShardResult, do_shard


class ProcessEngine:
    """Spawned, never forked: a fork would copy the threads and locks of torch in whatever state they are."""

    def __init__(self, workers: int) -> None:
        self.workers = workers or os.cpu_count() or 1

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[ShardResult]:
        """Results in the order in which they are finished."""
        context = multiprocessing.get_context("spawn")
        waiting = iter(shards)
        with ProcessPoolExecutor(self.workers, mp_context=context, initializer=_leave_interrupts_to_parent) as pool:
            running: set[Future[ShardResult]] = set()
            try:
                # A short queue: texts of a large data set need not all be copied before the first result is back.
                for shard in waiting:
                    running.add(pool.submit(do_shard, job, shard))
                    if len(running) >= 2 * self.workers:
                        done, running = wait(running, return_when=FIRST_COMPLETED)
                        yield from (future.result() for future in done)
                while running:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (future.result() for future in done)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
