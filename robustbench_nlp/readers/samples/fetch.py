"""Fetches the source distribution that carries the sample sets. It is read as an archive and never installed."""

from __future__ import annotations

from pathlib import Path

from robustbench_nlp.fetch.index import Release
from robustbench_nlp.fetch.keep import get
from robustbench_nlp.readers.samples.spec import RESOURCE

RELEASE = Release(project="vaderSentiment", file="vaderSentiment-3.3.2.tar.gz")


def fetch(cache: Path, from_file: Path | None = None) -> Path:
    """The archive in the cache; fetched only where it is not there."""
    return get(RESOURCE, RELEASE, cache, from_file)
