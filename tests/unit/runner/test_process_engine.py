"""Workers that die, workers whose parent dies, and programs that would start workers without end."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from typing import Any

import pytest

from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.engines import processes
from robustbench_nlp.runner.engines.processes import ProcessEngine


def die(job: Any, shard: Any) -> None:
    os._exit(9)


def test_a_worker_that_dies_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "do_shard", die)
    with pytest.raises(UsageError, match="a worker process died") as caught:
        list(ProcessEngine(1).run(None, [None]))  # type: ignore[arg-type, list-item]
    assert "--resume" in caught.value.hint
    assert "__main__" in caught.value.hint


def test_a_worker_that_reads_its_program_starts_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing.current_process(), "_inheriting", True, raising=False)
    with pytest.raises(UsageError, match="__main__"):
        ProcessEngine(2)


KILLED = """
import multiprocessing, os, signal, time
from concurrent.futures import ProcessPoolExecutor
from robustbench_nlp.runner.engines.processes import follow_parent

pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), follow_parent)
print(pool.submit(os.getpid).result(), flush=True)
pool.submit(time.sleep, 600)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_workers_end_with_their_parent() -> None:
    # The pipe stays open as long as a worker lives.
    done = subprocess.run([sys.executable, "-c", KILLED], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == -9
    assert int(done.stdout) > 0
