"""Params of a transform: declaring them, checking what was written against that, and writing it canonically."""

from __future__ import annotations

import dataclasses
import difflib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin, get_type_hints

from robustbench_nlp.core.grammar import StepRequest
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.errors import UsageError


def param(default: Any, *, low: float | None = None, high: float | None = None, help: str = "") -> Any:  # noqa: A002
    """A params field with bounds (both inclusive) and a line of help."""
    return dataclasses.field(default=default, metadata={"low": low, "high": high, "help": help})


@dataclass(frozen=True)
class Step:
    """A transform with its validated params."""

    spec: TransformSpec
    qualified_name: str
    """The name that finds the spec again, with its distribution where the bare name is taken twice."""
    params: Any
    severity: int | None

    @property
    def canonical(self) -> str:
        """The shortest text that gives this step again: a severity, or the params that differ from the defaults."""
        if self.severity is not None and self.params == params_at(self.spec, self.severity):
            return f"{self.qualified_name}@{self.severity}"
        if self.params is None:
            return self.qualified_name
        shown = [
            f"{f.name}={_write(getattr(self.params, f.name))}"
            for f in dataclasses.fields(self.params)
            if getattr(self.params, f.name) != f.default
        ]
        return f"{self.qualified_name}({','.join(sorted(shown))})" if shown else self.qualified_name

    @property
    def explicit(self) -> str:
        """Name, version and every param: the form used in signatures, so that a changed default shows."""
        if self.params is None:
            return f"{self.qualified_name}.v{self.spec.version}"
        shown = (f"{f.name}={_write(getattr(self.params, f.name))}" for f in dataclasses.fields(self.params))
        return f"{self.qualified_name}.v{self.spec.version}({','.join(shown)})"


def _write(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and not re.fullmatch(r"[\w.-]+", value):
        return f'"{value}"' if '"' not in value else f"'{value}'"
    return str(value)


def params_at(spec: TransformSpec, severity: int) -> Any:
    """The params of a severity from 1 to 5; `UsageError` where the transform has no severities."""
    if not spec.severities:
        raise UsageError(f"transform {spec.name!r} has no severities", f"use {spec.name!r} without @")
    return spec.params(**spec.severities[severity - 1]) if spec.params else None


def bind(spec: TransformSpec, qualified_name: str, request: StepRequest) -> Step:
    """Check a request against the spec: names, types and bounds of every param."""
    if request.values and spec.params is None:
        raise UsageError(f"transform {spec.name!r} takes no params, got {dict(request.values)}")
    if spec.params is None:
        if request.severity is not None:
            params_at(spec, request.severity)
        return Step(spec, qualified_name, None, request.severity)
    base = params_at(spec, request.severity) if request.severity is not None else spec.params()
    hints = get_type_hints(spec.params)
    fields = {f.name: f for f in dataclasses.fields(spec.params)}
    changes: dict[str, Any] = {}
    for key, written in request.values:
        if key in changes:
            raise UsageError(f"transform {spec.name!r} is given its param {key!r} twice")
        if key not in fields:
            close = difflib.get_close_matches(key, fields, 1)
            raise UsageError(
                f"transform {spec.name!r} has no param {key!r}",
                f"did you mean {close[0]!r}?" if close else f"it has: {', '.join(fields)}",
            )
        changes[key] = _convert(f"{spec.name}({key}={written})", written, hints[key], fields[key].metadata)
    severity = request.severity
    params = dataclasses.replace(base, **changes)
    if severity is None:
        severity = next((s for s in range(1, 6) if spec.severities and params_at(spec, s) == params), None)
    elif params != base:
        severity = None
    return Step(spec, qualified_name, params, severity)


def _convert(what: str, written: str, kind: Any, bounds: Any) -> Any:
    if get_origin(kind) is Literal:
        choices = {str(choice): choice for choice in get_args(kind)}
        if written not in choices:
            close = difflib.get_close_matches(written, choices, 1)
            hint = f"did you mean {close[0]!r}?" if close else ""
            raise UsageError(f"{what}: must be one of {', '.join(choices)}", hint)
        return choices[written]
    if kind is bool:
        if written.lower() not in {"true", "false"}:
            raise UsageError(f"{what}: must be true or false")
        return written.lower() == "true"
    if kind in (int, float):
        try:
            value = kind(written)
        except ValueError:
            article = "an integer" if kind is int else "a number"
            raise UsageError(f"{what}: must be {article}") from None
        if math.isnan(value) or not within(value, bounds):
            raise UsageError(f"{what}: must be {_range(bounds.get('low'), bounds.get('high'))}")
        return value
    return written


def within(value: Any, bounds: Mapping[str, Any]) -> bool:
    """Does a value keep the bounds that `param` put into a field's metadata?"""
    low, high = bounds.get("low"), bounds.get("high")
    return not ((low is not None and value < low) or (high is not None and value > high))


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"from {low:g} to {high:g}"
    if low is not None:
        return f"at least {low:g}"
    return f"at most {high:g}" if high is not None else "a number"


def params_of(spec: TransformSpec) -> list[dict[str, Any]]:
    """Name, type, default, bounds and help of each param, for listings."""
    if spec.params is None:
        return []
    hints = get_type_hints(spec.params)
    return [
        {
            "name": field.name,
            "type": _type_name(hints[field.name]),
            "default": field.default,
            "low": field.metadata.get("low"),
            "high": field.metadata.get("high"),
            "help": field.metadata.get("help", ""),
        }
        for field in dataclasses.fields(spec.params)
    ]


def _type_name(kind: Any) -> str:
    if get_origin(kind) is Literal:
        return "|".join(map(str, get_args(kind)))
    return str(getattr(kind, "__name__", kind))
