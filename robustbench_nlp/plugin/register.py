"""Which functions of an imported plugin implement which hook, checked before any of them is called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pluggy

from robustbench_nlp.core.kinds import Event
from robustbench_nlp.markers import PROJECT
from robustbench_nlp.plugin import hookspecs
from robustbench_nlp.plugin.broken import Refused, did_you_mean

PREFIX = "robust_"
SIGNATURES = "hooks take no argument; only robust_observe(event) takes one"

Observer = Callable[[Event], object]


@dataclass(frozen=True)
class Implementations:
    """The hook functions of one plugin."""

    declaring: tuple[tuple[hookspecs.Hook, Callable[[], Any]], ...]
    observers: tuple[Observer, ...]


def implementations(plugin: object) -> Implementations:
    """Find and check the hook functions of one plugin.

    Each plugin has a pluggy manager of its own: one that fails half-way leaves nothing behind in the others. `Refused`
    names a hook that does not exist, a wrong signature, a forgotten mark, or that there is no hook at all.
    """
    for name in _unmarked(plugin):
        hint = did_you_mean(name, hookspecs.NAMES)
        cause = f"the function {name} is not marked" if name in hookspecs.NAMES else f"there is no hook called {name}"
        raise Refused(cause, "did you forget @hookimpl?" if name in hookspecs.NAMES else _misspelt(hint))
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        manager.register(plugin)
    except pluggy.PluginValidationError as error:
        *_, definition, problem = str(error).splitlines()
        raise Refused(f"wrong signature: {definition.partition(': ')[2]}: {problem}", SIGNATURES) from error
    callers = manager.get_hookcallers(plugin) or []
    if not callers:
        raise Refused("it implements no hook", "mark its hook functions with @hookimpl from robustbench_nlp.markers")
    functions: dict[str, list[pluggy.HookImpl]] = {}
    for caller in callers:
        for found in caller.get_hookimpls():
            if found.hookwrapper or found.wrapper:
                raise Refused(f"{caller.name} is a hook wrapper", "a plugin may not change what others declare")
            if caller.has_spec():
                functions.setdefault(caller.name, []).append(found)
            elif not found.optionalhook:
                hint = did_you_mean(caller.name, hookspecs.NAMES)
                raise Refused(f"there is no hook called {caller.name}", hint or _known())
    declaring = ((hook, impl.function) for hook in hookspecs.DECLARING for impl in functions.get(hook.name, ()))
    observers = (_observer(impl) for impl in functions.get(hookspecs.OBSERVE, ()))
    return Implementations(tuple(declaring), tuple(observers))


def _unmarked(plugin: object) -> Iterator[str]:
    """Functions of the plugin's own that are named like hooks but carry no mark: pluggy would pass over them."""
    home = getattr(plugin, "__module__", None) or getattr(plugin, "__name__", "")
    for name in dir(plugin):
        value = inspect.getattr_static(plugin, name)
        value = getattr(value, "__func__", value)
        theirs = inspect.isfunction(value) and value.__module__ == home
        if theirs and name.startswith(PREFIX) and not hasattr(value, f"{PROJECT}_impl"):
            yield name


def _misspelt(hint: str) -> str:
    forgot = "and did you forget @hookimpl?" if hint else "names that start with `robust_` are kept for hooks"
    return f"{hint} {forgot}".strip()


def _known() -> str:
    return f"the hooks are: {', '.join(hookspecs.NAMES)}"


def _observer(impl: pluggy.HookImpl) -> Observer:
    # pluggy allows an implementation to leave out arguments it has no use for.
    function: Callable[..., object] = impl.function
    return function if impl.argnames else lambda _event: function()
