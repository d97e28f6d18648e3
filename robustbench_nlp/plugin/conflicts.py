"""Who may have which name: built-in names are reserved, and no distribution takes one from itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from robustbench_nlp.plugin.broken import BrokenPlugin
from robustbench_nlp.plugin.hookspecs import DECLARING
from robustbench_nlp.plugin.loader import LoadedPlugin, broken

NOUNS = {hook.kind: hook.noun for hook in DECLARING}


def settle(plugins: Sequence[LoadedPlugin]) -> tuple[list[LoadedPlugin], list[BrokenPlugin]]:
    """Plugins that may stay, and those that are out for taking a name that is not theirs to take.

    Two distributions with one name both stay: neither answers to the bare name, each to `distribution:name`.
    """
    reserved = {claim for plugin in plugins if plugin.found.builtin for claim in claims(plugin)}
    owners = Counter((plugin.distribution, claim) for plugin in plugins for claim in set(claims(plugin)))
    stay: list[LoadedPlugin] = []
    out: list[BrokenPlugin] = []
    for plugin in plugins:
        taken = [] if plugin.found.builtin else sorted(set(claims(plugin)) & reserved)
        twice = sorted(claim for claim in set(claims(plugin)) if owners[plugin.distribution, claim] > 1)
        if taken:
            cause = f"clash: the name of its {_told(taken)} is reserved by a built-in"
            suggestion = f"its authors have to rename it; until then: pip uninstall {plugin.distribution}"
        elif twice:
            cause = f"clash: {plugin.distribution} declares its {_told(twice)} in two entry points"
            suggestion = "its authors have to rename one of them"
        else:
            stay.append(plugin)
            continue
        out.append(broken(plugin.found, "declare", cause, suggestion, plugin.specs))
    return stay, out


def claims(plugin: LoadedPlugin) -> Iterator[tuple[str, str]]:
    """(kind, name) of everything the plugin answers to; aliases of data sets and bases of classifiers are names too."""
    for kind, specs in plugin.specs.items():
        for spec in specs:
            names = {spec.name, *getattr(spec, "aliases", ()), *getattr(spec, "bases", ())}
            yield from ((kind, name) for name in names)


def _told(taken: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"{NOUNS[kind]} {name!r}" for kind, name in taken)
