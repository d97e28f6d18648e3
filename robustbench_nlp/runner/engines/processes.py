"""Shards on several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.work import Job, Shard, ShardResult, do_shard

GUARD = 'a program of your own must call it under `if __name__ == "__main__":`'


class ProcessEngine:
    """Spawned, never forked: a fork would copy the threads and locks of torch in whatever state they are."""

    def __init__(self, workers: int) -> None:
        if getattr(multiprocessing.current_process(), "_inheriting", False):
            # Unchecked, it would get as far as the run folder, and complain that its parent holds it.
            raise UsageError("this program would start workers of workers without end", GUARD)
        self.workers = workers or os.cpu_count() or 1

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[ShardResult]:
        """Results in the order in which they are finished."""
        try:
            yield from self._run(job, shards)
        except BrokenProcessPool:
            hint = "was there enough memory? try fewer --workers; `robust eval --resume` keeps what is done"
            raise UsageError("a worker process died before its work was done", f"{hint}; {GUARD}") from None

    def _run(self, job: Job, shards: Sequence[Shard]) -> Iterator[ShardResult]:
        context = multiprocessing.get_context("spawn")
        waiting = iter(shards)
        with ProcessPoolExecutor(self.workers, mp_context=context, initializer=follow_parent) as pool:
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


def follow_parent() -> None:
    """What a worker does first: it leaves Ctrl-C to its parent, prints nothing into its output, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout = sys.stderr
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    # A parent that is killed cannot end its workers, and they would wait for work for ever.
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
