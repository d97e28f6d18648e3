"""Files that are there whole or not at all, and disk trouble said in one line."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from robustbench_nlp.errors import ReportError


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an `OSError` while writing `path` into a `ReportError` that says what to do."""
    try:
        yield
    except OSError as error:
        raise ReportError(
            f"cannot write {path}: {error.strerror or error}",
            "free some space or choose another --output; what is done is kept, --resume goes on",
        ) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write next to `path`, then rename over it."""
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            os.chmod(temporary, 0o644)  # noqa: PTH101
            os.replace(temporary, path)  # noqa: PTH105
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108
            raise
