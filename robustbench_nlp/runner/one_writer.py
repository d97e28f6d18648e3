"""One writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from robustbench_nlp.errors import UsageError
from robustbench_nlp.runner.atomic import explained


@contextmanager
def held(folder: Path, what: str, option: str = "", *, run: bool = False) -> Iterator[None]:
    """Make the folder and hold it; `UsageError` where another `what` does. `run` as in `explained`.

    option: by which the user could choose another folder, "" where only this one will do.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / ".lock", timeout=0)
    with explained(folder, run=run):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire()
        except Timeout:
            way_out = f"wait for it, or choose another {option}" if option else "try again in a moment"
            raise UsageError(f"another {what} is writing to {folder}", way_out) from None
    try:
        yield
    finally:
        lock.release()
