"""`typo@3(mode=spelling)+contraction,casing`: reading what a user wrote, before anything is known about the names.

Grammar: transforms are separated by `,`; `+` chains steps, left to right; a step is
`[distribution:]name[@severity][(key=value,...)]`; a value may be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from robustbench_nlp.errors import UsageError

STEP = re.compile(
    r"(?P<name>(?:[A-Za-z0-9._-]+:)?[A-Za-z0-9_-]+)"
    r"(?:@(?P<severity>[^(]*))?"
    r"(?:\((?P<params>.*)\))?\Z",
    re.DOTALL,
)
SYNTAX = 'write transforms like "typo@4,casing(mode=upper),typo+contraction"'


@dataclass(frozen=True)
class StepRequest:
    """One step as written: nothing is known yet about the transform it names."""

    name: str
    severity: int | None = None
    values: tuple[tuple[str, str], ...] = ()


def parse_transforms(written: str) -> tuple[tuple[StepRequest, ...], ...]:
    """Split a command-line value into chains of steps; `UsageError` says which part cannot be read."""
    chains = []
    for chunk in _split(written, ","):
        steps = tuple(_parse_step(part) for part in _split(chunk, "+"))
        chains.append(steps)
    return tuple(chains)


def _split(written: str, separator: str) -> list[str]:
    parts, depth, quote, at = [], 0, "", 0
    for i, char in enumerate(written):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
        elif char == separator and depth == 0:
            parts.append(written[at:i])
            at = i + 1
        if depth < 0:
            break
    if depth or quote:
        raise UsageError(f"unbalanced brackets or quotes in {written!r}", SYNTAX)
    parts.append(written[at:])
    return [part.strip() for part in parts]


def _parse_step(written: str) -> StepRequest:
    match = STEP.match(written)
    if not match:
        what = f"cannot read transform {written!r}" if written else "an empty transform name"
        raise UsageError(what, SYNTAX)
    severity = match["severity"]
    if severity is not None and severity not in {"1", "2", "3", "4", "5"}:
        raise UsageError(f"severity of {match['name']!r} must be 1 to 5, not {severity!r}", SYNTAX)
    values = tuple(_parse_values(match["name"], match["params"])) if match["params"] else ()
    return StepRequest(match["name"], int(severity) if severity else None, values)


def _parse_values(name: str, written: str) -> Iterator[tuple[str, str]]:
    for part in _split(written, ","):
        key, equals, value = part.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"cannot read {part!r} in the params of {name!r}", "write key=value")
        value = value.strip()
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1]
        yield key.strip(), value
