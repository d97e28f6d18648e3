"""From a column of labels, whatever their type, to label names and indices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from robustbench_nlp.errors import DataError

MOST_LABELS = 1000
MOST_DIGITS = 300


def label_names(values: Sequence[Any], where: str) -> tuple[dict[Any, str], tuple[str, ...], bool]:
    """(name of each value, names in order, whether the names say anything) for the values that are there.

    Integers, and floats or strings that are integers, keep their numeric order; other strings are sorted; false comes
    before true. `DataError` where the column looks like anything but labels.
    """
    distinct = set(values)
    _refuse_other_things(values, where)
    truths = {value: str(value).strip().lower() for value in distinct}
    if set(truths.values()) <= {"false", "true"}:
        return truths, ("false", "true"), False
    codes = {value: _code(value) for value in distinct}
    if None not in codes.values():
        ordered = sorted({code for code in codes.values() if code is not None})
        return {value: str(code) for value, code in codes.items()}, tuple(map(str, ordered)), False
    names = {value: str(value).strip() for value in distinct}
    ordered_names = tuple(sorted(set(names.values())))
    _refuse_two_spellings(ordered_names, where)
    return names, ordered_names, True


def _code(value: Any) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    number = _number(value)
    return int(number) if number is not None and number == number.to_integral_value() else None


def _refuse_two_spellings(names: Sequence[str], where: str) -> None:
    """A model would learn them apart, though whoever wrote them meant one class."""
    spelt: dict[str, str] = {}
    for name in names:
        other = spelt.setdefault(name.casefold(), name)
        if other != name:
            raise DataError(f"{where} holds {other!r} and {name!r}, one label in two spellings", "write them alike")


def _refuse_other_things(values: Sequence[Any], where: str) -> None:
    hint = "name the right one with --label-column"
    # In the order of the rows, so that the same file is always told the same.
    distinct = dict.fromkeys(values)
    fractions = [v for v in distinct if _number(v) is not None and _code(v) is None]
    if fractions:
        raise DataError(f"{where} holds numbers such as {fractions[0]}: that is regression, not classification", hint)
    if len(distinct) > MOST_LABELS or (len(values) > 20 and len(distinct) > len(values) / 2):
        raise DataError(f"{where} has {len(distinct)} different values in {len(values)} rows: not labels", hint)


def _number(value: Any) -> Decimal | None:
    """Exact: ids beyond 2**53 that differ in the last digit are different labels, which as floats they are not."""
    if isinstance(value, bool):
        return None
    try:
        number = Decimal(value if isinstance(value, float) else str(value).strip())
    except (InvalidOperation, ValueError):
        return None
    return number if number.is_finite() and number.adjusted() <= MOST_DIGITS else None
