"""The params class of a transform, before anybody sets one: what users, listings and workers will ask of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin, get_type_hints

from robustbench_nlp.core.params import within
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.plugin.broken import Refused

PLAIN = (bool, int, float, str)
ALLOWED = "a param is bool, int, float, str or Literal"
MADE = "give every param a default, and let severities set params that exist"


def check_params(spec: TransformSpec) -> None:
    """`Refused` where params are not frozen, not plain values with defaults, or not within their own bounds."""
    kind = spec.params
    if kind is None:
        if any(spec.severities):
            raise Refused(f"{spec.name}: severities set params, but it declares none", "declare `params`")
        return
    if not dataclasses.is_dataclass(kind):
        raise Refused(f"{spec.name}: params is {kind.__name__}, expected a dataclass", "write @dataclass(frozen=True)")
    # Every text of a run shares them.
    if not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]
        raise Refused(f"{spec.name}: {kind.__name__} is not frozen", "write @dataclass(frozen=True)")
    hints = _hints(spec.name, kind)
    for where, values in (("defaults", {}), *((f"severity {i}", s) for i, s in enumerate(spec.severities, 1))):
        params = _made(spec.name, kind, where, values)
        for field in dataclasses.fields(kind):
            _check(f"{spec.name}: {where}", field, hints[field.name], getattr(params, field.name))


def _hints(name: str, kind: type[Any]) -> dict[str, Any]:
    try:
        hints = get_type_hints(kind)
    except Exception as error:
        cause = f"{name}: the types of {kind.__name__} cannot be read: {error}"
        raise Refused(cause, "import what they name at the top of the module, outside `if TYPE_CHECKING`") from error
    for field in dataclasses.fields(kind):
        hint = hints[field.name]
        if hint not in PLAIN and get_origin(hint) is not Literal:
            raise Refused(f"{name}: param {field.name!r} is {getattr(hint, '__name__', hint)}", ALLOWED)
        if field.default is dataclasses.MISSING:
            raise Refused(f"{name}: param {field.name!r} has no default", "give every param a default")
    return hints


def _made(name: str, kind: type[Any], where: str, values: Mapping[str, Any]) -> Any:
    try:
        return kind(**values)
    except Exception as error:
        raise Refused(f"{name}: {kind.__name__} cannot be made of its {where}: {error}", MADE) from error


def _check(where: str, field: dataclasses.Field[Any], hint: Any, value: Any) -> None:
    written = f"{where}: {field.name}={value!r}"
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise Refused(f"{written} is none of {', '.join(map(str, get_args(hint)))}", "correct one of the two")
        return
    number = hint is float and isinstance(value, int) and not isinstance(value, bool)
    if not number and type(value) is not hint:
        raise Refused(f"{written} is not {hint.__name__}", "correct the value or the type")
    bounds = field.metadata
    if not within(value, bounds):
        said = f"low={bounds.get('low')}, high={bounds.get('high')}"
        raise Refused(f"{written} is out of its bounds, {said}", "correct the value or the bounds")
