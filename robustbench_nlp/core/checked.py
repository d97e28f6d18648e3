"""Fields of options checked by their type hints: what callers of the Python side hand over is seen by nobody else."""

from __future__ import annotations

from numbers import Integral, Real
from typing import Any, Literal, get_args, get_origin, get_type_hints

from robustbench_nlp.errors import UsageError


def check_fields(options: Any, **names: str) -> None:
    """Refuse what is no number or no known choice where a field wants one, in a frozen dataclass at its making.

    Numbers of other libraries (numpy's) become Python's: they would reach the JSON of a card, hours later, and break
    it. `names` says what the command line calls a field, where that is not its own name.
    """
    for field, hint in get_type_hints(type(options)).items():
        kinds = get_args(hint) if type(None) in get_args(hint) else (hint,)
        value = getattr(options, field)
        if value is None and type(None) in kinds:
            continue
        option = names.get(field, field.replace("_", "-"))
        choices = [choice for kind in kinds if get_origin(kind) is Literal for choice in get_args(kind)]
        if choices and value not in choices:
            raise UsageError(f"--{option} must be one of {', '.join(choices)}, not {value!r}")
        if int in kinds:
            object.__setattr__(options, field, whole_number(option, value))
        if float in kinds:
            object.__setattr__(options, field, _number(option, value))


def whole_number(option: str, value: Any) -> int:
    """A plain one of any whole number; `UsageError` for all else."""
    if not isinstance(value, Integral):
        raise UsageError(f"--{option} must be a whole number, not {value!r}")
    return int(value)


def _number(option: str, value: Any) -> float:
    if isinstance(value, (int, float)):
        return value
    if not isinstance(value, Real):
        raise UsageError(f"--{option} must be a number, not {value!r}")
    return float(value)
