"""Reads the files below one folder of an archive, in memory. Nothing is built, run or written."""

from __future__ import annotations

import io
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from robustbench_nlp.errors import ResourceMissing

LARGEST_UNPACKED = 500_000_000


def members(content: bytes, folder: str, name: str) -> dict[str, bytes]:
    """The files below `folder` of a wheel, zip or tar archive, by their path from there.

    `ResourceMissing` where the archive is damaged, has no such files, is too large unpacked, or holds below the folder
    a link, a device or a name that leads out of it.
    """
    walk = _zipped if zipfile.is_zipfile(io.BytesIO(content)) else _tarred
    found: dict[str, bytes] = {}
    left = LARGEST_UNPACKED
    try:
        for path, data in walk(content, folder.rstrip("/") + "/", left):
            left -= len(data)
            if left < 0:
                raise ValueError("too large unpacked")
            found[path] = data
    except (
        zipfile.BadZipFile,
        tarfile.TarError,
        zlib.error,
        OSError,
        EOFError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise ResourceMissing(f"{name} cannot be unpacked: {error}") from error
    if not found:
        raise ResourceMissing(f"{name} has no folder {folder}")
    return found


def _zipped(content: bytes, prefix: str, most: int) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            if info.is_dir() or not info.filename.startswith(prefix):
                continue
            kind = stat.S_IFMT(info.external_attr >> 16)
            if kind not in (0, stat.S_IFREG):
                raise ValueError(f"{info.filename} is not a plain file")
            if info.file_size > most:
                raise ValueError("too large unpacked")
            yield _inside(info.filename.removeprefix(prefix)), archive.read(info)


def _tarred(content: bytes, prefix: str, most: int) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:*") as archive:
        for info in archive:
            if info.isdir() or not info.name.startswith(prefix):
                continue
            file = archive.extractfile(info) if info.isreg() else None
            if file is None:
                raise ValueError(f"{info.name} is not a plain file")
            if info.size > most:
                raise ValueError("too large unpacked")
            yield _inside(info.name.removeprefix(prefix)), file.read()


def _inside(path: str) -> str:
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or ".." in parts or "\\" in path or ":" in path or "\0" in path:
        raise ValueError(f"the name {path!r} leads out of its folder")
    return path
