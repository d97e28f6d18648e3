"""Label Studio: tasks to import, the labelling interface, and what its JSON export says.

Source: https://labelstud.io/guide/task_format and https://labelstud.io/guide/export (Label Studio 1.x).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from robustbench_nlp.audit.exchange.cells import passage, seconds, word
from robustbench_nlp.audit.exchange.row import Row

INTERFACE = """\
<View>
  <Text name="text" value="$text"/>
  <Choices name="label" toName="text" choice="single" required="true">
{choices}
  </Choices>
  <Header value="Does it read naturally? 1: nobody would write this, 5: yes"/>
  <Rating name="naturalness" toName="text" maxRating="5"/>
  <TextArea name="comment" toName="text" rows="1" placeholder="comment"/>
</View>
"""


def write_tasks(texts: Iterable[tuple[str, str]]) -> bytes:
    """Tasks of id and text: nothing else, for who labels can look into a task's data."""
    return json.dumps([{"data": {"audit_id": audit_id, "text": text}} for audit_id, text in texts], indent=1).encode()


def write_interface(answers: Sequence[str]) -> bytes:
    """The labelling interface, to be pasted into the project's settings."""
    choices = "\n".join(f"    <Choice value={quoteattr(answer)}/>" for answer in answers)
    return INTERFACE.format(choices=choices).encode("utf-8", "replace")


def is_task(value: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a task that Label Studio exported."""
    return isinstance(value.get("data"), dict) and isinstance(value.get("annotations"), list)


def read_task(number: int, task: Mapping[str, Any]) -> Iterator[Row]:
    """One row per annotation that was not skipped; predictions are no answers."""
    audit_id, text = word(task["data"].get("audit_id")), passage(task["data"].get("text"))
    done = [each for each in task["annotations"] if isinstance(each, dict) and not each.get("was_cancelled")]
    for annotation in done:
        labels = _said(annotation, "label", "choices")
        yield Row(
            number,
            audit_id,
            text,
            label=labels[0] if labels else "",
            naturalness=next(iter(_said(annotation, "naturalness", "rating")), ""),
            comment=" ".join(_said(annotation, "comment", "text")),
            seconds=seconds(annotation.get("lead_time")),
            by=_who(annotation.get("completed_by")),
            unreadable="has more than one label" if len(labels) > 1 else "",
        )
    if not done:
        yield Row(number, audit_id, text)


def _said(annotation: Mapping[str, Any], question: str, kind: str) -> list[str]:
    found: list[Any] = []
    results = annotation.get("result")
    for result in results if isinstance(results, list) else ():
        if isinstance(result, dict) and result.get("from_name") == question and isinstance(result.get("value"), dict):
            value = result["value"].get(kind)
            found += value if isinstance(value, list) else [value]
    return [word(value) for value in found if word(value)]


def _who(value: Any) -> str:
    """A user's number, or the address where the export has the whole user."""
    if isinstance(value, dict):
        return word(value.get("email") or value.get("id"))
    return word(value)
