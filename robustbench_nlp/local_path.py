"""Paths as users write them."""

from __future__ import annotations

import contextlib
from pathlib import Path

from robustbench_nlp.errors import UsageError


def local_path(given: str | Path) -> Path:
    """The path that was meant, `~` included, whether something is there or not.

    `UsageError` where it cannot be one: nothing is written, no such user, a name too long, a folder that is closed,
    a link in a circle, bytes that are no text (a report could not say where its numbers come from).
    """
    written = str(given)
    if not written.strip():
        raise UsageError("an empty name was given where a file, a folder or an id is needed")
    shown = written if len(written) <= 80 else f"{written[:80]}..."
    try:
        written.encode()
    except UnicodeEncodeError:
        raise UsageError(
            f"the name {shown} is no text in this system's encoding", "rename it, or use a locale with UTF-8"
        ) from None
    try:
        path = Path(written).expanduser()
        # Unlike `exists`, which takes a link that leads in a circle for a free place.
        with contextlib.suppress(FileNotFoundError, NotADirectoryError, ValueError):
            path.stat()
    except RuntimeError as error:
        raise UsageError(f"no such home folder: {shown}") from error
    except OSError as error:
        raise UsageError(f"cannot look for {shown}: {error.strerror or error}") from error
    return path
