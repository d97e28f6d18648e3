"""Running a transform and holding every output against the contract."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite


def run(transform: Any, name: str, texts: Sequence[Text], seed: int = 0) -> list[Any]:
    """Everything `rewrite` yields for these texts; `AssertionError` if it raises or their number is wrong."""
    rngs = [rng_for(seed, name, text.id) for text in texts]
    try:
        results = list(transform.rewrite(tuple(texts), tuple(rngs)))
    except (Exception, SystemExit) as error:
        raise AssertionError(
            f"{name} raised {type(error).__name__}: {error}; {_first_culprit(transform, name, texts)}"
        ) from error
    assert len(results) == len(texts), f"{name} gave {len(results)} results for {len(texts)} texts"
    return results


def check_outputs(name: str, texts: Sequence[Text], results: Sequence[Any]) -> None:
    """Hold each result against the contract; `AssertionError` says which rule it breaks, and on which text."""
    for text, result in zip(texts, results, strict=True):
        where = f"{name} on {shortened(text.text)}"
        assert result is None or isinstance(result, Rewrite), (
            f"{where}: yielded {type(result).__name__}, expected Rewrite or None"
        )
        if result is not None:
            _check_rewrite(where, text.text, result)


def _check_rewrite(where: str, before: str, result: Rewrite) -> None:
    after, edits = result
    assert isinstance(after, str), f"{where}: the new text is {type(after).__name__}, expected str"
    assert isinstance(edits, tuple), f"{where}: its edits are a {type(edits).__name__}, expected a tuple of Edit"
    for edit in edits:
        _check_edit(where, edit)
    assert after != before, f"{where}: the text is unchanged; return None instead"
    assert after.strip(), f"{where}: the new text is blank; return None instead"
    try:
        after.encode()
        replayed = apply_edits(before, edits)
    except UnicodeEncodeError as error:
        raise AssertionError(f"{where}: the new text is not valid Unicode (half a surrogate pair)") from error
    except (TypeError, ValueError) as error:
        raise AssertionError(f"{where}: its edits cannot be replayed: {error}") from error
    assert replayed == after, f"{where}: replaying its edits gives {shortened(replayed)}, not {shortened(after)}"


def _check_edit(where: str, edit: Any) -> None:
    assert isinstance(edit, Edit), f"{where}: {edit!r} is a {type(edit).__name__}, expected Edit"
    # A number of numpy's, for one, cannot be written to a report.
    for field, kind in (("start", int), ("end", int), ("old", str), ("new", str), ("rule", str)):
        value = getattr(edit, field)
        assert type(value) is kind, f"{where}: {field} of {edit} is {type(value).__name__}, expected {kind.__name__}"
    assert edit.old != edit.new, f"{where}: {edit} changes nothing; leave it out"


def shortened(text: str) -> str:
    """For messages."""
    return repr(text) if len(text) <= 80 else f"{text[:60]!r}... ({len(text):,} characters)"


def _first_culprit(transform: Any, name: str, texts: Sequence[Text]) -> str:
    for text in texts:
        try:
            list(transform.rewrite((text,), (rng_for(0, name, text.id),)))
        except (Exception, SystemExit):
            return f"the text was {shortened(text.text)}"
    return "no text alone makes it raise: does it keep state?"
