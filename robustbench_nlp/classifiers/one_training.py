"""One training of a model at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from robustbench_nlp.classifiers.out_folder import followed
from robustbench_nlp.errors import ModelError, UsageError


@contextmanager
def one_training(out: Path) -> Iterator[None]:
    """Hold the place `out`; `UsageError` where another training is writing to it, `ModelError` on disk trouble."""
    from filelock import FileLock, Timeout

    out = followed(out)
    lock = FileLock(out.parent / f".{out.name}.training.lock", timeout=0)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise UsageError(f"another training is writing to {out}", "wait for it, or choose another --out") from None
    except OSError as error:
        raise ModelError(f"cannot write to {out.parent}: {error.strerror or error}", "choose another --out") from error
    try:
        yield
    finally:
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)
