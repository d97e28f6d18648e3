"""`report.json`: writing it, reading it back, and refusing what does not fit the schema."""

from __future__ import annotations

import dataclasses
import json
import types
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from robustbench_nlp.core.report import SCHEMA, Report
from robustbench_nlp.errors import ReportError


def to_json(report: Report) -> str:
    """Canonical text: sorted keys, so that equal reports are equal files."""
    content = {"schema": SCHEMA, **dataclasses.asdict(report)}
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def from_json(text: str, where: str) -> Report:
    """A report from its text; `ReportError` names what does not fit the schema."""
    from jsonschema import Draft202012Validator

    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReportError(f"{where} is not JSON: {error}") from error
    found = content.get("schema") if isinstance(content, dict) else None
    if found != SCHEMA:
        raise ReportError(
            f"{where} has the schema {found!r}, this version reads {SCHEMA!r}", "run the evaluation again"
        )
    errors = sorted(Draft202012Validator(schema()).iter_errors(content), key=lambda e: list(map(str, e.path)))
    if errors:
        at = "/".join(map(str, errors[0].path)) or "top level"
        raise ReportError(f"{where} does not fit the report schema at {at}: {errors[0].message[:200]}")
    del content["schema"]
    try:
        report: Report = _build(Report, content)
        # What cannot be written again cannot be shown either: infinite numbers, half characters.
        to_json(report).encode()
    except (ValueError, OverflowError) as error:
        raise ReportError(f"{where} holds what no report can hold: {error}") from error
    return report


def read_report(path: Path) -> Report:
    """The report in a file, or in a run folder's `report.json`."""
    file = path
    try:
        file = path / "report.json" if path.is_dir() else path
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or error
        raise ReportError(f"cannot read {file}: {said}", "name a run folder or its report.json") from error
    return from_json(text, str(file))


@lru_cache
def schema() -> dict[str, Any]:
    """The JSON Schema that ships with the package."""
    text = files("robustbench_nlp.report").joinpath("report-1.schema.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _build(kind: Any, value: Any) -> Any:
    """Plain JSON to the dataclasses of `core.report`, by their type hints."""
    if value is None:
        return None
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{key: _build(hints[key], item) for key, item in value.items()})  # type: ignore[operator]
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _build(next(a for a in args if a is not type(None)), value)
    if origin is tuple:
        kinds = [args[0]] * len(value) if args[-1] is Ellipsis else args
        return tuple(_build(k, item) for k, item in zip(kinds, value, strict=True))
    return float(value) if kind is float else value
