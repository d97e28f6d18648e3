"""The tool's version, which is written here only, and those of the packages around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__version__ = "0.1.0"


def installed(packages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and version of those that are installed; nothing is imported for it."""
    from importlib.metadata import PackageNotFoundError, version

    for package in packages:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            continue
