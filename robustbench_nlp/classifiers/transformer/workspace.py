"""Where a training keeps its checkpoints until the model is whole: one training at a time, and only its own."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from robustbench_nlp.classifiers.out_folder import followed
from robustbench_nlp.errors import ModelError, UsageError
from robustbench_nlp.one_writer import one_writer

ASKED = "asked.json"


def workspace_folder(out: Path) -> Path:
    """Where the training of `out` keeps its checkpoints; not there where no training was interrupted."""
    out = followed(out)
    return out.parent / f".{out.name}.training"


@contextmanager
def workspace(out: Path, asked: Mapping[str, Any], *, resume: bool, overwrite: bool) -> Iterator[Path]:
    """A folder beside `out`. With `resume` it keeps what the same question left there; gone when all went well.

    `UsageError` where a checkpoint is there and neither `resume` nor `overwrite` says what is to become of it.

    Processes that train one model together share it: the first prepares it while the others wait.
    """
    folder = workspace_folder(out)
    if int(os.environ.get("RANK", "0")) > 0:
        _wait_for_all()
        yield folder
        return
    with _locked(out):
        _prepare(folder, out, asked, resume=resume, overwrite=overwrite)
        _wait_for_all()
        yield folder
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for_all() -> None:
    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        from accelerate import PartialState

        PartialState().wait_for_everyone()


@contextmanager
def _locked(out: Path) -> Iterator[None]:
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


def _prepare(folder: Path, out: Path, asked: Mapping[str, Any], *, resume: bool, overwrite: bool) -> None:
    digest = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
    same = _left_by(folder, digest)
    if resume and folder.exists() and not same:
        raise UsageError(
            f"{out} was begun with other data or options",
            "resume with the same ones, or --overwrite it without --resume",
        )
    kept = last_checkpoint(folder)
    if kept and not (resume or overwrite):
        raise UsageError(
            f"an interrupted training of {out} is kept, with a checkpoint of step {step_of(kept)}",
            "--resume goes on with it, --overwrite starts anew",
        )
    if not (resume and same):
        shutil.rmtree(folder, ignore_errors=True)
    for checkpoint in folder.glob("checkpoint-*"):
        if not _is_whole(checkpoint):
            shutil.rmtree(checkpoint, ignore_errors=True)
    try:
        folder.mkdir(exist_ok=True)
        (folder / ASKED).write_text(json.dumps({"digest": digest, "asked": asked}, indent=1, sort_keys=True), "utf-8")
    except OSError as error:
        raise ModelError(f"cannot write to {folder}: {error.strerror or error}", "choose another --out") from error


def _left_by(folder: Path, digest: str) -> bool:
    try:
        found: bool = json.loads((folder / ASKED).read_text("utf-8"))["digest"] == digest
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return found


def last_checkpoint(folder: Path) -> str | None:
    """The newest whole checkpoint; one that was cut off while it was written does not count."""
    whole = [path for path in folder.glob("checkpoint-*") if _is_whole(path)]
    newest = max(whole, key=lambda path: step_of(str(path)), default=None)
    return None if newest is None else str(newest)


def step_of(checkpoint: str) -> int:
    """Behind which step a checkpoint was written."""
    return int(checkpoint.rpartition("-")[2])


def _is_whole(checkpoint: Path) -> bool:
    """The Trainer writes this file last; a disk that was full may have left the beginning of it."""
    try:
        json.loads((checkpoint / "trainer_state.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return True
