"""What the annotators together say about a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """One per text that has enough answers to count.

    label  the task's label that they agree on, None where they say mixed, cannot tell, or three different things
    votes  (annotator, answer) of everyone whose answer counts, by name
    """

    audit_id: str
    label: str | None
    votes: tuple[tuple[str, str], ...]
