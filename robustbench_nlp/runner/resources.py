"""What the installed plugins need to have fetched, whether it is here, and getting it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from robustbench_nlp.core.claims import Resource
from robustbench_nlp.errors import UsageError
from robustbench_nlp.plugin.broken import did_you_mean
from robustbench_nlp.plugin.catalog import Catalog, Entry
from robustbench_nlp.plugin.factory import called, made


@dataclass(frozen=True)
class Needed:
    """A resource and the plugin entry that declares it."""

    resource: Resource
    entry: Entry

    def place(self, cache: Path) -> str:
        """Where it lies: in the cache, or where else its plugin finds it; "" where it has to be fetched.

        A file that is damaged is not there; a folder is complete where it is there.
        """
        path = cache / self.resource.file
        if _is_whole(path, self.resource.sha256):
            return str(path)
        return str(made(self.resource.here, self.entry.owner)) if self.resource.here else ""

    def fetch(self, cache: Path, from_file: Path | None = None) -> Path:
        """Get it, from the network or from the user's file; `ResourceMissing` says what to do where that fails."""
        path: Path = called(self.entry, self.resource.fetch, cache, from_file)
        return path


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        return path.is_dir() or hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        # Nothing is there, or the folder is closed to this user: a resource that lies elsewhere may do.
        return False


def needed(catalog: Catalog) -> list[Needed]:
    """All declared resources, by name."""
    found = {
        resource.name: Needed(resource, entry)
        for kind in ("datasets", "transforms")
        for entry in catalog.entries(kind)
        for resource in entry.spec.resources
    }
    return [found[name] for name in sorted(found)]


def find_needed(catalog: Catalog, name: str) -> Needed:
    """The resource of that name, or the one that a data set of that name needs."""
    everything = needed(catalog)
    for one in everything:
        if name == one.resource.name or name in getattr(one.entry.spec, "aliases", ()):
            return one
    names = [one.resource.name for one in everything]
    hint = did_you_mean(name, names) or f"there are: {', '.join(names)}"
    raise UsageError(f"no resource is called {name!r}", hint)
