"""Puts a checked file into the cache, whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.readers.fetch.index import Release, download
from robustbench_nlp.readers.fetch.pip_settings import pip_settings


def get(resource: Resource, release: Release, cache: Path, from_file: Path | None) -> Path:
    """The file in the cache, after fetching it from the index or copying the user's own; never opened unchecked."""
    target = cache / resource.file
    if from_file is None and target.is_file() and _digest(target.read_bytes()) == resource.sha256:
        return target
    content = _from(from_file) if from_file is not None else _from_index(resource, release, target)
    found = _digest(content)
    if found != resource.sha256:
        raise ResourceMissing(
            f"{from_file or release.file} is not the file expected: sha256 {found}, not {resource.sha256}",
            "nothing of it was used; check where pip's index gets its files from",
        )
    _place(target, content)
    return target


def _from(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ResourceMissing(f"cannot read {file}: {error.strerror or error}") from error


def _from_index(resource: Resource, release: Release, target: Path) -> bytes:
    try:
        return download(release, pip_settings())
    except ResourceMissing as error:
        raise ResourceMissing(
            error.message,
            f"without a network: bring {release.file} of the project {release.project} and run "
            f"`robust fetch {resource.name} --from FILE`, or copy it to {target}",
        ) from error


def _place(target: Path, content: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(temporary).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise ResourceMissing(
            f"cannot write {target}: {error.strerror or error}", "set ROBUST_CACHE to a folder that can be written"
        ) from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
