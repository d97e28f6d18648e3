"""Trusts nothing a transform returns: every output is checked against the contract before anything else sees it."""

from __future__ import annotations

from typing import Any

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.transform import Rewrite


class ContractBroken(ValueError):  # noqa: N818
    """What a transform returned is not what the contract allows."""


def checked(before: str, result: Any) -> Rewrite | None:
    """The result itself, or None where it changes nothing; `ContractBroken` says which rule it breaks."""
    if result is None:
        return None
    if not isinstance(result, Rewrite):
        raise ContractBroken(f"yielded {type(result).__name__}, expected Rewrite or None")
    text, edits = result
    if not isinstance(text, str):
        raise ContractBroken(f"the new text is {type(text).__name__}, expected str")
    if text == before:
        return None
    if not text.strip():
        raise ContractBroken("the new text is empty")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ContractBroken("the new text is not valid Unicode (lone surrogate)") from None
    if not _sound(edits):
        # A generator is spent by the first who reads it, and numpy's numbers cannot be written to a report.
        raise ContractBroken("its edits are not a tuple of Edit(int, int, str, str, str)")
    try:
        replayed = apply_edits(before, edits)
    except ValueError as error:
        raise ContractBroken(f"its edits cannot be replayed: {error}") from error
    if replayed != text:
        raise ContractBroken("replaying its edits does not give its text")
    return result


def _sound(edits: Any) -> bool:
    if type(edits) is not tuple:
        return False
    # Written out, for this is done to every edit of every text: calls would take longer than all else here.
    for edit in edits:
        if type(edit) is not Edit:
            return False
        start, end, old, new, rule = edit
        if not (
            type(start) is int and type(end) is int and type(old) is str and type(new) is str and type(rule) is str
        ):
            return False
    return True
