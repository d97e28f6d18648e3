"""Which answers count: an annotator's last one about a text, unless it was taken back."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.audit.response import Response


def latest(responses: Iterable[Response]) -> dict[tuple[str, str], Response]:
    """By (annotator, audit id), in the order in which they were last given."""
    found: dict[tuple[str, str], Response] = {}
    for response in responses:
        key = (response.annotator, response.audit_id)
        found.pop(key, None)
        if response.label:
            found[key] = response
    return found
