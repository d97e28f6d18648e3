"""What a plugin's hooks yield, checked spec by spec."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.plugin.broken import Refused
from robustbench_nlp.plugin.hookspecs import DECLARING, Hook

MOST_SPECS = 10_000
"""More than this from one hook is a generator that does not end."""


def specs_of(hook: Hook, function: Callable[[], Any]) -> Iterator[Any]:
    """The specs one hook function declares; `Refused` tells what else it gave. The function's own errors pass."""
    written = f"{hook.name}()"
    result = function()
    if not isinstance(result, Iterable) or isinstance(result, (str, bytes)):
        got = "None" if result is None else f"{_described(result)}"
        raise Refused(f"{written} returned {got}, expected an iterable of {hook.spec.__name__}", _how(hook, result))
    names: set[str] = set()
    for count, spec in enumerate(result):
        if count >= MOST_SPECS:
            raise Refused(f"{written} yielded more than {MOST_SPECS} specs", "does its generator end?")
        if not isinstance(spec, hook.spec):
            raise Refused(f"{written} yielded {_described(spec)}, expected {hook.spec.__name__}", _how(hook, spec))
        name = getattr(spec, "name")  # noqa: B009
        if name in names:
            raise Refused(f"{written} yielded the {hook.noun} {name!r} twice", "give each a name of its own")
        names.add(name)
        if isinstance(spec, TransformSpec):
            _check_params(spec)
            _check_required(spec)
        yield spec


def _described(value: object) -> str:
    if isinstance(value, type):
        return f"the class {value.__name__}"
    named = isinstance(getattr(value, "name", None), str)
    return f"{type(value).__name__} {value.name!r}" if named else f"{type(value).__name__}"  # type: ignore[attr-defined]


def _how(hook: Hook, value: object) -> str:
    if value is None:
        return "yield the specs, or return a list of them"
    if isinstance(value, hook.spec):
        return "write `yield` instead of `return`"
    if isinstance(value, type):
        return "make an instance of it"
    right = next((other.name for other in DECLARING if isinstance(value, other.spec)), None)
    return f"yield it from {right}()" if right else f"yield {hook.spec.__name__}(...)"


def _check_params(spec: TransformSpec) -> None:
    """Params are shared by every text of a run, so they have to be frozen; and all must have defaults."""
    kind = spec.params
    if kind is None:
        if any(spec.severities):
            raise Refused(f"{spec.name}: severities set params, but it declares none", "declare `params`")
        return
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)):
        raise Refused(f"{spec.name}: params is {_described(kind)}, expected a dataclass", "see docs/plugins.md")
    if not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        raise Refused(f"{spec.name}: {kind.__name__} is not frozen", "write @dataclass(frozen=True)")
    try:
        for values in ({}, *spec.severities):
            kind(**values)
    except Exception as error:
        raise Refused(f"{spec.name}: {kind.__name__} cannot be made: {error}", "give every param a default") from error


def _check_required(spec: TransformSpec) -> None:
    """Names only: whether a check of that name exists is known when all plugins are there, see `runner.checks`."""
    checks: Any = spec.checks
    if isinstance(checks, str) or not all(isinstance(name, str) for name in checks):
        raise Refused(f"{spec.name}: checks is {checks!r}, expected a tuple of names", 'write checks=("negation",)')
