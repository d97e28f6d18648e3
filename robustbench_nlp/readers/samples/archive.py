"""Reads single files out of the archive in the archive; nothing is unpacked to disk."""

from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.readers.samples.spec import RESOURCE

INNER = "vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz"
FOLDER = "hutto_ICWSM_2014"
FETCH = f"run: robust fetch {RESOURCE.name}"


def read_member(archive: Path, name: str) -> str:
    """The text of a file of the Hutto and Gilbert data.

    `ResourceMissing` where the archive is not there, cannot be read, or is another file than the one that is fetched:
    the same name must stand for the same texts on every machine.
    """
    try:
        content = archive.read_bytes()
    except FileNotFoundError as error:
        raise ResourceMissing("the sample sets are not here yet", FETCH) from error
    except OSError as error:
        raise ResourceMissing(f"cannot read {archive}: {error.strerror or error}", FETCH) from error
    if hashlib.sha256(content).hexdigest() != RESOURCE.sha256:
        raise ResourceMissing(f"{archive} is damaged, or another file: its sha256 is not the expected one", FETCH)
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as outer:
        inner_bytes = _bytes(outer, INNER)
    with tarfile.open(fileobj=io.BytesIO(inner_bytes), mode="r:gz") as inner:
        return _bytes(inner, f"{FOLDER}/{name}").decode("utf-8")


def _bytes(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(f"{name} is not a file")
    return file.read()
