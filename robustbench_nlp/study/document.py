"""`study.json`: the result as text."""

from __future__ import annotations

import dataclasses
import json

from robustbench_nlp.study.result import SCHEMA, Study


def to_json(study: Study) -> str:
    """Canonical text: sorted keys, so that equal results are equal files."""
    content = {"schema": SCHEMA, **dataclasses.asdict(study)}
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
