"""Argilla 2: records and settings of a data set, and what its exported records say.

Source: `Record.to_dict`, `Record.from_dict` and `Settings.from_json` of the package argilla 2.8.0 (Apache-2.0).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from robustbench_nlp.audit.choices import NATURALNESS
from robustbench_nlp.audit.exchange.cells import passage, word
from robustbench_nlp.audit.exchange.row import Row


def write_records(texts: Iterable[tuple[str, str]]) -> bytes:
    """Records of id and text, for `dataset.records.from_json`; no metadata, for who labels can look into it."""
    empty: dict[str, Any] = {"metadata": {}, "suggestions": {}, "responses": {}, "vectors": {}}
    return json.dumps([{"id": audit_id, "fields": {"text": text}, **empty} for audit_id, text in texts]).encode()


def write_settings(answers: Sequence[str]) -> bytes:
    """Settings of the data set, for `Settings.from_json`."""
    options = [{"value": answer, "text": answer} for answer in answers]
    ratings = [{"value": value} for value in NATURALNESS]
    questions = [
        ("label", "Label", True, {"type": "label_selection", "options": options}),
        ("naturalness", "Does it read naturally?", False, {"type": "rating", "options": ratings}),
        ("comment", "Comment", False, {"type": "text"}),
    ]
    settings = {
        "guidelines": None,
        "fields": [{"name": "text", "title": "Text", "required": True, "settings": {"type": "text"}}],
        "questions": [
            {"name": name, "title": title, "required": required, "settings": kind}
            for name, title, required, kind in questions
        ],
        "vectors": [],
        "metadata": [],
        "allow_extra_metadata": False,
    }
    return json.dumps(settings, indent=1).encode()


def is_record(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a record that Argilla exported."""
    return isinstance(value.get("fields"), dict) and isinstance(value.get("responses"), dict)


def read_record(number: int, record: Mapping[str, Any]) -> Iterator[Row]:
    """One row per user who answered; suggestions are no answers."""
    metadata = record.get("metadata")
    own = metadata.get("audit_id") if isinstance(metadata, dict) else None
    audit_id, text = word(own or record.get("id")), passage(record["fields"].get("text"))
    answers: dict[str, dict[str, str]] = {}
    for question, given in record["responses"].items():
        for answer in given if isinstance(given, list) else ():
            # The client 2.8 exports no status, and a later one may.
            if isinstance(answer, dict) and answer.get("status") in {None, "submitted"}:
                answers.setdefault(word(answer.get("user_id")), {})[question] = word(answer.get("value"))
    for user, said in answers.items():
        label, naturalness, comment = (said.get(question, "") for question in ("label", "naturalness", "comment"))
        yield Row(number, audit_id, text, label, naturalness, comment, by=user)
    if not answers:
        yield Row(number, audit_id, text)
