"""Why a name finds nothing, as helpfully as can be known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from robustbench_nlp.errors import PluginError, RobustError, UsageError
from robustbench_nlp.plugin.broken import BrokenPlugin, did_you_mean
from robustbench_nlp.plugin.entry import Entry
from robustbench_nlp.plugin.finder import ALLOW, Found, normal


def unknown(
    noun: str, name: str, entries: Sequence[Entry], broken: Sequence[BrokenPlugin], left_out: Sequence[Found]
) -> RobustError:
    """The error for a name that nobody answers to: a broken plugin that had it, a near miss, or where to look."""
    distribution, _, bare = name.rpartition(":")
    for plugin in broken:
        if bare in plugin.declared and normal(distribution or plugin.distribution) == normal(plugin.distribution):
            return PluginError(f"{noun} {name!r} is missing: {plugin}", plugin.suggestion)
    listing = "`robust list-transforms`" if noun == "transform" else "`robust plugins`"
    hints = [did_you_mean(bare if not distribution else name, _answers(entries)), f"{listing} shows what there is"]
    for plugin in broken:
        if _alike(bare, plugin) or (distribution and normal(distribution) == normal(plugin.distribution)):
            hints.insert(0, f"perhaps it is missing because {plugin}")
            break
    else:
        if broken:
            hints.append(f"{len(broken)} broken or missing: `robust plugins` tells why")
    out = [
        found.owner for found in left_out if normal(distribution or bare) in (found.distribution, normal(found.name))
    ]
    if out:
        hints.insert(0, f"{out[0]} is installed, but not on {ALLOW}")
    elif left_out:
        hints.append(f"{ALLOW} leaves out {len(left_out)} installed: `robust plugins` lists them")
    return UsageError(f"unknown {noun} {name!r}", "; ".join(hint for hint in hints if hint))


def ambiguous(noun: str, name: str, entries: Sequence[Entry]) -> PluginError:
    """The error for a bare name that several distributions have; a scheme, an alias or a base is a name, too."""
    owners = " and ".join(entry.owner for entry in entries)
    return PluginError(
        f"{noun} {name!r} is declared by {owners}",
        f"write {' or '.join(f'{entry.distribution}:{name}' for entry in entries)}",
    )


def _answers(entries: Iterable[Entry]) -> set[str]:
    return {name for entry in entries for name in (entry.spec.name, entry.qualified_name, entry.full_name)}


def _alike(name: str, plugin: BrokenPlugin) -> bool:
    """Does a plugin's name share a word with the name asked for? `british` and `robust-british-spelling` do."""
    words = {word for word in normal(name).split("-") if len(word) >= 4}
    theirs = {*normal(plugin.distribution).split("-"), *normal(plugin.name).split("-")} - {"robust", "robustbench"}
    return bool(words & theirs)
