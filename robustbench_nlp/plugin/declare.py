"""What a plugin's hooks yield, checked spec by spec."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.plugin.broken import Refused
from robustbench_nlp.plugin.fields import check_fields
from robustbench_nlp.plugin.hookspecs import DECLARING, Hook
from robustbench_nlp.plugin.params import check_params

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
        # Handed on before it is looked into, so that whoever asks for a spec that is refused here hears why.
        yield spec
        check_fields(spec, hook.spec)
        if isinstance(spec, TransformSpec):
            check_params(spec)


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
