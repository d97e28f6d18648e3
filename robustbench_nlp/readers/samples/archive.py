"""Reads single files out of the archive in the archive; nothing is unpacked to disk."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from robustbench_nlp.errors import DataError

INNER = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
FOLDER = "hutto_ICWSM_2014"
AGAIN = "delete that file and run `robust fetch movies` again"


def read_member(archive: Path, name: str) -> str:
    """The text of a file of the Hutto and Gilbert data; `DataError` where the archive does not hold it."""
    try:
        with tarfile.open(archive, "r:gz") as outer:
            inner_bytes = _bytes(outer, INNER)
        with tarfile.open(fileobj=io.BytesIO(inner_bytes), mode="r:gz") as inner:
            return _bytes(inner, f"{FOLDER}/{name}").decode("utf-8")
    except (tarfile.TarError, OSError, EOFError, KeyError, UnicodeDecodeError) as error:
        raise DataError(f"{archive} does not hold {name}: {error}", AGAIN) from error


def _bytes(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(f"{name} is not a file")
    return file.read()
