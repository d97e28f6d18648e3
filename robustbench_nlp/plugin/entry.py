"""One thing that can be named: a spec and where it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from robustbench_nlp.plugin.hookspecs import DECLARING
from robustbench_nlp.plugin.loader import LoadedPlugin


@dataclass(frozen=True)
class Entry:
    """A spec, with what its distribution's metadata says.

    qualified_name  the bare name where only one distribution has it, else `distribution:name`
    """

    spec: Any
    qualified_name: str
    distribution: str
    version: str
    licence: str
    author: str
    builtin: bool

    @property
    def owner(self) -> str:
        """Whose it is, for messages and for `load_factory`: `robust-slang 1.2`."""
        return f"{self.distribution} {self.version}"

    @property
    def full_name(self) -> str:
        """`distribution:name`, which always works."""
        return f"{self.distribution}:{self.spec.name}"


def entries_by_kind(plugins: Iterable[LoadedPlugin]) -> MappingProxyType[str, tuple[Entry, ...]]:
    """All entries of each kind, built-ins first, then by name and distribution."""
    plugins = tuple(plugins)
    return MappingProxyType({hook.kind: _entries(hook.kind, plugins) for hook in DECLARING})


def _entries(kind: str, plugins: Iterable[LoadedPlugin]) -> tuple[Entry, ...]:
    owners: dict[str, set[str]] = defaultdict(set)
    declared = [(plugin.found, spec) for plugin in plugins for spec in plugin.specs.get(kind, ())]
    for found, spec in declared:
        owners[spec.name].add(found.distribution)
    entries = [
        Entry(
            spec=spec,
            qualified_name=spec.name if len(owners[spec.name]) == 1 else f"{found.distribution}:{spec.name}",
            distribution=found.distribution,
            version=found.version,
            licence=found.licence,
            author=found.author,
            builtin=found.builtin,
        )
        for found, spec in declared
    ]
    return tuple(sorted(entries, key=lambda entry: (not entry.builtin, entry.spec.name, entry.distribution)))
