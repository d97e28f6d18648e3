"""One process at a time writes to a place."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from robustbench_nlp.errors import UsageError


def one_writer(lock: Path, place: Path, what: str, option: str = "") -> AbstractContextManager[Any]:
    """Take the lock at once; it is given back at the end of the `with` that enters what this returns.

    `UsageError` where another `what` writes to `place`, `OSError` where the lock's file cannot be made.

    option: by which the user could choose another place, "" where only this one will do.
    """
    from filelock import FileLock, Timeout

    try:
        return FileLock(lock, timeout=0).acquire()
    except Timeout:
        way_out = f"wait for it, or choose another {option}" if option else "try again in a moment"
        raise UsageError(f"another {what} is writing to {place}", way_out) from None
