"""Puts a checked file, or a folder of a checked archive, into the cache: whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.fetch.archive import members
from robustbench_nlp.fetch.index import Release, download
from robustbench_nlp.fetch.pip_settings import pip_settings


def get(resource: Resource, release: Release, cache: Path, from_file: Path | None) -> Path:
    """The file in the cache, after fetching it from the index or copying the user's own; never opened unchecked."""
    target = cache / resource.file
    with _explained(target):
        if from_file is None and target.is_file() and _digest(target.read_bytes()) == resource.sha256:
            return target
    content = _checked(resource, release, target, from_file)
    with _explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            # A temporary file is its owner's alone, a cache may be shared.
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            raise
    return target


def get_folder(resource: Resource, release: Release, folder: str, cache: Path, from_file: Path | None) -> Path:
    """The folder in the cache that `resource.file` names, with what the release has below `folder`.

    The release is a wheel, zip or tar archive. It is checked against `resource.sha256` before it is opened, read in
    memory, and never built or run; links and names that lead elsewhere are an error. A folder that is there is
    complete, and is not fetched again.
    """
    target = cache / resource.file
    with _explained(target):
        if from_file is None and target.is_dir():
            return target
    files = members(_checked(resource, release, target, from_file), folder, release.file)
    with _explained(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        try:
            for name, content in files.items():
                file = temporary / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            temporary.chmod(0o755)
            _rename(temporary, target)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    return target


def _rename(temporary: Path, target: Path) -> None:
    try:
        temporary.rename(target)
    except OSError:
        if not target.is_dir():
            raise
        # Fetched before, or by another process meanwhile: the same files, as the same digest was checked.


def _checked(resource: Resource, release: Release, target: Path, from_file: Path | None) -> bytes:
    content = _from(from_file) if from_file is not None else _from_index(resource, release, target)
    found = _digest(content)
    if found != resource.sha256:
        raise ResourceMissing(
            f"{from_file or release.file} is not the file expected: sha256 {found}, not {resource.sha256}",
            "nothing of it was used; check where pip's index gets its files from",
        )
    return content


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
            f"`robust fetch {resource.name} --from FILE`",
        ) from error


@contextlib.contextmanager
def _explained(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ResourceMissing(
            f"cannot write {target}: {error.strerror or error}", "set ROBUST_CACHE to a folder that can be written"
        ) from error


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
