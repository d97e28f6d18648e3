"""A folder that one command at a time writes to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from robustbench_nlp.one_writer import one_writer
from robustbench_nlp.runner.atomic import explained


@contextmanager
def held(folder: Path, what: str, option: str = "", *, run: bool = False) -> Iterator[None]:
    """Make the folder and hold it; `UsageError` and `option` as in `one_writer`, `run` as in `explained`."""
    with explained(folder, run=run):
        folder.mkdir(parents=True, exist_ok=True)
        lock = one_writer(folder / ".lock", folder, what, option)
    with lock:
        yield
