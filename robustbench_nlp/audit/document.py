"""An audit's finding for programs."""

from __future__ import annotations

import dataclasses
import json

from robustbench_nlp.audit.analysis import Audited
from robustbench_nlp.audit.sentence import sentence

SCHEMA = "robustbench-nlp/audit-report/1"


def to_json(audited: Audited) -> str:
    """Every figure as a fraction of 1, and the sentence; sorted keys."""
    found = {field.name: getattr(audited, field.name) for field in dataclasses.fields(audited)}
    content = {
        **{name: _plain(value) for name, value in found.items() if name not in {"manifest", "result"}},
        "schema": SCHEMA,
        "transform": audited.manifest.transform,
        "explicit": audited.manifest.explicit,
        "dataset": audited.manifest.dataset,
        "run": audited.manifest.run,
        "drop": _plain(audited.result.drop),
        "read": audited.read,
        "unclear": audited.unclear,
        "annotator_error": audited.annotator_error,
        "sentence": sentence(audited),
    }
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if hasattr(value, "_asdict"):
        plain: object = value._asdict()
        return plain
    return [_plain(one) for one in value] if isinstance(value, tuple) else value
