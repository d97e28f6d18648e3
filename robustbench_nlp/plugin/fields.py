"""Do the fields of a spec hold what their annotations say? A dataclass does not ask, and every listing relies on it."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from functools import cache
from reprlib import repr as shortened
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from robustbench_nlp.plugin.broken import Refused


def check_fields(spec: Any, kind: type) -> None:
    """`Refused` names the first field, nested ones included, whose value is not of the type `kind` declares."""
    for field, hint in _fields(kind):
        _check(getattr(spec, field), hint, spec.name, field)


def _check(value: Any, hint: Any, owner: str, path: str) -> None:
    origin, inner = get_origin(hint), get_args(hint)
    if not any(_is_a(value, one) for one in (inner if origin in (Union, UnionType) else (hint,))):
        raise Refused(f"{owner}: {path} is {shortened(value)}, expected {_written(hint)}", _how(value, hint, path))
    if origin is tuple:
        for i, item in enumerate(value):
            _check(item, inner[0], owner, f"{path}[{i}]")
    elif isinstance(hint, type) and dataclasses.is_dataclass(hint):
        for field, of_field in _fields(hint):
            _check(getattr(value, field), of_field, owner, f"{path}.{field}")


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in dataclasses.fields(kind))


def _is_a(value: Any, hint: Any) -> bool:
    kind = get_origin(hint) or hint
    if kind is int and isinstance(value, bool):
        return False
    if kind is Mapping:
        return isinstance(value, Mapping) and all(isinstance(key, str) for key in value)
    return isinstance(value, kind)


def _written(hint: Any) -> str:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return " or ".join(_written(one) for one in inner)
    if origin is tuple:
        return f"a tuple of {_written(inner[0])}"
    if origin is type:
        return "a class"
    return "None" if hint is type(None) else "a mapping" if origin is Mapping else str(hint.__name__)


def _how(value: Any, hint: Any, path: str) -> str:
    field = path.rpartition(".")[2]
    if get_origin(hint) is tuple:
        return f"write {field}=({value!r},)" if isinstance(value, str) else f"write {field}=(..., ...)"
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return f"write {' or '.join(f'{hint.__name__}.{member.name}' for member in hint)}"
    return "docs/plugins.md lists the fields"
