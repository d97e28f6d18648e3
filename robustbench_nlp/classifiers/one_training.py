"""One training of a model at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from robustbench_nlp.classifiers.out_folder import followed
from robustbench_nlp.errors import ModelError
from robustbench_nlp.one_writer import one_writer


@contextmanager
def one_training(out: Path) -> Iterator[None]:
    """Hold the place `out`; `UsageError` where another training is writing to it, `ModelError` on disk trouble."""
    out = followed(out)
    file = out.parent / f".{out.name}.training.lock"
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = one_writer(file, out, "training", "--out")
    except OSError as error:
        raise ModelError(f"cannot write to {out.parent}: {error.strerror or error}", "choose another --out") from error
    try:
        with lock:
            yield
    finally:
        file.unlink(missing_ok=True)
