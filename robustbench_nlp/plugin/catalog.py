"""Everything the installed plugins offer, found by name. Made once, then immutable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from robustbench_nlp.core.kinds import Event
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.plugin.broken import BrokenPlugin
from robustbench_nlp.plugin.conflicts import NOUNS, settle
from robustbench_nlp.plugin.entry import Entry, entries_by_kind
from robustbench_nlp.plugin.finder import Found, allow_list, find_plugins, normal
from robustbench_nlp.plugin.loader import LoadedPlugin, load_plugin
from robustbench_nlp.plugin.missing import ambiguous, unknown
from robustbench_nlp.plugin.observers import Observers
from robustbench_nlp.plugin.requirements import check_required, check_strict

__all__ = ["BrokenPlugin", "Catalog", "Entry", "LoadedPlugin", "load_catalog"]


@dataclass(frozen=True)
class Catalog:
    """The plugins that take part, those that cannot, and all they declare.

    A kind is one of transforms, checks, classifiers, datasets, engines, renderers, judges.
    """

    plugins: tuple[LoadedPlugin, ...]
    broken: tuple[BrokenPlugin, ...]
    left_out: tuple[Found, ...]
    """Installed, but not on the allow-list."""
    observers: Observers
    by_kind: Mapping[str, tuple[Entry, ...]]
    allow: str | None
    """What was allowed, for a worker to load the same plugins."""

    def __repr__(self) -> str:
        offered = ", ".join(f"{len(entries)} {kind}" for kind, entries in self.by_kind.items() if entries)
        return f"<Catalog: {len(self.plugins)} plugins, {len(self.broken)} broken; {offered}>"

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """All of a kind: built-ins first, then by name and distribution."""
        return self.by_kind[kind]

    def find(self, kind: str, name: str) -> Entry:
        """The entry of that name, bare or `distribution:name`.

        `PluginError` where two distributions have the bare name or where the plugin that had it is broken,
        `UsageError` with a suggestion where nobody has it.
        """
        distribution, _, bare = name.rpartition(":")
        found = [
            entry
            for entry in self.by_kind[kind]
            if entry.spec.name == bare and (not distribution or normal(distribution) == entry.distribution)
        ]
        if not found:
            raise unknown(NOUNS[kind], name, self.by_kind[kind], self.broken, self.left_out)
        if len(found) > 1:
            raise ambiguous(NOUNS[kind], name, found)
        return found[0]

    def transforms(self) -> list[Entry]:
        """All transforms: built-ins first, then by name and distribution."""
        return list(self.by_kind["transforms"])

    def transform(self, name: str) -> tuple[str, TransformSpec]:
        """(qualified name, spec) of a transform: what `core.chain.read_chains` asks for. Errors as `find`."""
        entry = self.find("transforms", name)
        return entry.qualified_name, entry.spec

    def notify(self, event: Event) -> None:
        """Tell all observers. What they do or raise has no effect; `observers.switched_off` lists who raised."""
        self.observers.notify(event)


def load_catalog(strict: bool = False, required: Sequence[str] = (), allow: str | None = None) -> Catalog:
    """Find and load all plugins.

    strict    any broken plugin is a `PluginError`
    required  `NAME` or `NAME==VERSION` of plugins that must be there, else `PluginError`
    allow     comma-separated distributions or entry points to load besides the built-ins; "" for the built-ins only;
              None reads the environment variable ROBUST_PLUGINS, and where that is unset too, all are loaded
    """
    finding = find_plugins(allow_list(allow))
    tried = [load_plugin(found) for found in finding.plugins]
    stay, clashing = settle([plugin for plugin in tried if isinstance(plugin, LoadedPlugin)])
    failed = [plugin for plugin in tried if isinstance(plugin, BrokenPlugin)]
    broken = _ordered((*finding.broken, *failed, *clashing))
    check_required(required, stay, broken, finding.left_out)
    if strict:
        check_strict(broken)
    return Catalog(tuple(stay), broken, finding.left_out, Observers(stay), entries_by_kind(stay), allow)


def _ordered(broken: Iterable[BrokenPlugin]) -> tuple[BrokenPlugin, ...]:
    return tuple(sorted(broken, key=lambda plugin: (plugin.distribution, plugin.name)))
