"""Files that are there whole or not at all and replace none unasked, and disk trouble said in one line."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from uuid import uuid4

from robustbench_nlp.errors import ReportError, UsageError

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextlib.contextmanager
def explained(path: Path, *, run: bool = False) -> Iterator[None]:
    """Turn an `OSError` while writing `path` into a `ReportError` that says what to do; a `run` can be resumed."""
    try:
        yield
    except OSError as error:
        hint = "choose another folder for --output" if run else "choose another --out"
        if error.errno in DISK_FULL:
            hint = f"free some space, or {hint}" + ("; what is done is kept, --resume goes on" if run else "")
        raise ReportError(f"cannot write {path}: {error.strerror or error}", hint) from error


def refuse_existing(path: Path, *, overwrite: bool, read: Iterable[Path] = ()) -> None:
    """`UsageError` where a file would be replaced that the user did not say may be, or one that is `read` for it."""
    with explained(path):
        if path.is_file() and any(source.exists() and path.samefile(source) for source in read):
            raise UsageError(f"{path} is an input of this command and is not replaced", "choose another --out")
        if path.is_file() and not overwrite:
            raise UsageError(f"{path} is there already", "choose another --out, or --overwrite it")


def write_whole(path: Path, content: bytes, *, run: bool = False, mode: int = 0o666, overwrite: bool = True) -> None:
    """Write next to `path`, then rename over it. A pipe or a device is written to, never replaced.

    mode       less what the umask takes away
    overwrite  False: `UsageError` where somebody else has written the file meanwhile
    """
    with explained(path, run=run):
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(content)
            return
        # A link stays a link: what it points to is replaced.
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.parent / f".{target.name}.{uuid4().hex[:8]}"
        try:
            with open(temporary, "xb", opener=partial(os.open, mode=mode)) as file:
                file.write(content)
            if target.exists() and not overwrite:
                raise UsageError(f"{path} was written by another command meanwhile", "choose another --out")
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
