"""Import, register, declare: one plugin at a time, all of it or nothing.

pluggy's own entry-point loader stops at the first plugin that fails. Here a plugin that raises, exits or breaks a rule
at any stage becomes a `BrokenPlugin`, and the others go on. Ctrl-C passes.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import Any

from robustbench_nlp.plugin.broken import BrokenPlugin, Refused, Stage, cause_of
from robustbench_nlp.plugin.declare import specs_of
from robustbench_nlp.plugin.finder import Found
from robustbench_nlp.plugin.hookspecs import OBSERVE
from robustbench_nlp.plugin.interrupt import watched_interrupt
from robustbench_nlp.plugin.register import Observer, implementations


@dataclass(frozen=True)
class LoadedPlugin:
    """A plugin that takes part."""

    found: Found
    specs: Mapping[str, tuple[Any, ...]]
    """By kind, in the order declared: `{"transforms": (TransformSpec(...), ...)}`."""
    observers: tuple[Observer, ...] = ()

    @property
    def name(self) -> str:
        """The entry point's name."""
        return self.found.name

    @property
    def distribution(self) -> str:
        """The distribution it came with."""
        return self.found.distribution

    @property
    def version(self) -> str:
        """That distribution's version."""
        return self.found.version

    @property
    def contributes(self) -> dict[str, tuple[str, ...]]:
        """Names by kind, for listings; an observer has no name and shows as `robust_observe`."""
        names = {kind: tuple(sorted(spec.name for spec in specs)) for kind, specs in self.specs.items()}
        return {**names, "observers": (OBSERVE,) * len(self.observers)} if self.observers else names


def load_plugin(found: Found) -> LoadedPlugin | BrokenPlugin:
    """Take a found plugin through all stages."""
    stage: Stage = "import"
    specs: dict[str, list[Any]] = {}
    try:
        # What a plugin prints must not get between a user and the output of a command.
        with watched_interrupt() as interrupt, redirect_stdout(sys.stderr):
            plugin = _import(found.target)
            stage = "register"
            hooks = implementations(plugin)
            stage = "declare"
            for hook, function in hooks.declaring:
                declared = specs.setdefault(hook.kind, [])
                for spec in specs_of(hook, function):
                    declared.append(spec)
    except Refused as refused:
        return broken(found, stage, refused.cause, refused.suggestion, specs)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt) and interrupt.came:
            raise
        return broken(found, stage, cause_of(error), _next_step(found, stage, error), specs)
    return LoadedPlugin(found, MappingProxyType({k: tuple(v) for k, v in specs.items() if v}), hooks.observers)


def broken(
    found: Found, stage: Stage, cause: str, suggestion: str, specs: Mapping[str, list[Any] | tuple[Any, ...]]
) -> BrokenPlugin:
    """The record of a plugin that is left out, with the names it had declared by then."""
    declared = tuple(spec.name for kind in specs.values() for spec in kind)
    return BrokenPlugin(found.name, found.distribution, found.version, stage, cause, suggestion, declared)


def _import(target: str) -> object:
    module, _, attributes = target.partition(":")
    imported = importlib.import_module(module.strip())
    try:
        return reduce(getattr, attributes.split(".") if attributes else (), imported)
    except AttributeError as error:
        cause = f"its entry point names {target!r}, but {error}"
        raise Refused(cause, "its authors have to correct the entry point") from error


def _next_step(found: Found, stage: Stage, error: BaseException) -> str:
    missing = error.name if isinstance(error, ModuleNotFoundError) else None
    if missing and not f"{found.target.partition(':')[0]}.".startswith(f"{missing}."):
        return f"install what provides the module {missing!r}, or reinstall {found.distribution}"
    if missing:
        return f"its entry point names a module that is not there; reinstall {found.distribution}"
    # To import it by hand would end as silently.
    if stage == "import" and not isinstance(error, SystemExit):
        return f'for the whole traceback: python -c "import {found.target.partition(":")[0]}"'
    return f"report it to the authors of {found.distribution}"
