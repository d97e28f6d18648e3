"""The folder that a model is written to: it is there whole or not at all, and nobody else's files are replaced."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

from robustbench_nlp.core.classifier import MODEL_CARD
from robustbench_nlp.errors import ModelError, UsageError

MODEL_FILES = (MODEL_CARD, "config.json", "bow.json")
"""One of them is in every folder that may be replaced."""


@contextlib.contextmanager
def placed(out: Path, hint: str = "free some space or choose another --out") -> Iterator[Path]:
    """A temporary folder that takes the place of `out` when the block ends well; `ModelError` on disk trouble."""
    from safetensors import SafetensorError

    out = followed(out)
    refuse_other_things(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        temporary = out.parent / f".{out.name}.{uuid4().hex[:8]}"
        temporary.mkdir()
        try:
            yield temporary
            for file in temporary.iterdir():
                # safetensors writes for the owner alone, whatever the umask says.
                file.chmod(stat.S_IMODE(temporary.stat().st_mode) & 0o666)
            if out.exists():
                # A folder cannot be renamed over a full one: step aside first, so that one of the two always is there.
                aside = Path(tempfile.mkdtemp(dir=out.parent, prefix=f".{out.name}.old."))
                try:
                    os.replace(out, aside / out.name)  # noqa: PTH105
                    os.replace(temporary, out)  # noqa: PTH105
                except OSError:
                    if (aside / out.name).exists():
                        os.replace(aside / out.name, out)  # noqa: PTH105
                    aside.rmdir()
                    raise
                shutil.rmtree(aside, ignore_errors=True)
            else:
                os.replace(temporary, out)  # noqa: PTH105
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except (OSError, SafetensorError) as error:
        raise ModelError(
            f"cannot write the model to {out}: {getattr(error, 'strerror', None) or error}", hint
        ) from error


def followed(out: Path) -> Path:
    """The folder itself where `out` is a link to it: the link stays, and the model lies on the disk that it names."""
    return out.resolve() if out.is_symlink() else out


def refuse_other_things(out: Path) -> None:
    """`UsageError` where `out` is anything but free, an empty folder or a model: nobody else's files are replaced.

    Nor is a folder that cannot be: one that a disk is mounted at, or that this process works in.
    """
    here = Path.cwd()
    if out.is_dir() and (out.is_mount() or out.resolve() in (here, *here.parents)):
        raise UsageError(
            f"{out} is a mounted folder or the current one, whose place no model can take",
            f"choose one inside it, such as {out / 'model'}",
        )
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not any((out / name).is_file() for name in MODEL_FILES):
        raise UsageError(f"{out} holds other things than a model, which are not replaced", "choose another --out")


def refuse_finished(out: Path, *, resume: bool, overwrite: bool) -> None:
    """`UsageError` where `out` holds a model that nobody said may be replaced.

    With `resume`, too: going on with a training that has ended would start another over it.
    """
    if not any((out / name).is_file() for name in MODEL_FILES):
        return
    if resume:
        raise UsageError(
            f"nothing to resume: the model in {out} is finished",
            "use it as it is, --overwrite it without --resume, or choose another --out",
        )
    if not overwrite:
        raise UsageError(f"{out} is there already", "choose another --out, or --overwrite it")
