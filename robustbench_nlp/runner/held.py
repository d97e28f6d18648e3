"""One writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.atomic import explained


@contextmanager
def held(folder: Path, what: str, option: str, *, run: bool = False) -> Iterator[None]:
    """Make the folder and hold it; `UsageError` where another `what` does. `run` as in `explained`."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".lock", timeout=0)
    with explained(folder, run=run):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            raise UsageError(
                f"another {what} is writing to {folder}", f"wait for it, or choose another {option}"
            ) from None
    try:
        yield
    finally:
        lock.release()
