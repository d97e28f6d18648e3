from __future__ import annotations

import contextlib
import os
import sys

import pytest

from robustbench_nlp.cli import progress
from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.options import TrainProgress


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: clock[0])
    with progress.progress(quiet=False) as listener:
        assert listener is not None
        for step in range(1, 101):
            listener.trained(TrainProgress(step, 200, 0.5))
            clock[0] += 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "training: 31 of 200, 2.8 minutes left, loss 0.500"
    assert len(lines) == 3


def test_a_short_run_says_nothing_and_quiet_never(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.progress(quiet=False) as listener:
        assert listener is not None
        listener.heard(Event("run_started", (("folder", "x"), ("shards", 2))))
        listener.heard(Event("shard_done", (("index", 0), ("resumed", False))))
        listener.heard(Event("scored", (("done", 5), ("total", 10))))
    with progress.progress(quiet=True) as nobody:
        assert nobody is None
    assert capsys.readouterr().err == ""


def test_a_log_that_nobody_reads_any_more_stops_no_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """As after `robust train ... 2>&1 | head`, or with the terminal of a job closed."""
    reading, writing = os.pipe()
    os.close(reading)
    monkeypatch.setattr(progress, "LINE_EVERY_SECONDS", 0.0)
    drawing = progress.Lines()
    stream = os.fdopen(writing, "w")
    monkeypatch.setattr(sys, "stderr", stream)
    for step in range(3):
        drawing.show("training", step, 3)
    with contextlib.suppress(BrokenPipeError):
        stream.close()
