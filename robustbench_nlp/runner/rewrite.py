"""Runs a chain over a shard of texts. A step that fails on a text fails that text only, and one whose rewrite does not
pass the checks it requires leaves that text as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from robustbench_nlp.core.chain import Chain
from robustbench_nlp.core.edits import compose
from robustbench_nlp.core.outcome import Rewritten, Status
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite, Transform
from robustbench_nlp.runner.checks import NamedCheck, Pair, first_findings
from robustbench_nlp.runner.guard import ContractBroken, checked


@dataclass(frozen=True)
class LoadedChain:
    """A chain with its transform objects and the checks their outputs must pass, one entry per step."""

    chain: Chain
    transforms: tuple[Transform, ...]
    required: tuple[tuple[NamedCheck, ...], ...]


def rewrite(loaded: LoadedChain, texts: Sequence[Text], seed: int, draw: int) -> list[Rewritten]:
    """One result per text, in order; edits refer to the text as it came in."""
    return rewrite_in_steps(loaded, texts, seed, draw)[0]


def rewrite_in_steps(
    loaded: LoadedChain, texts: Sequence[Text], seed: int, draw: int
) -> tuple[list[Rewritten], list[list[Pair]]]:
    """The same, and for each text what every step that changed it made of the text before."""
    steps: list[list[Pair]] = [[] for _ in texts]
    current = list(texts)
    done: list[Rewrite | None] = [None] * len(texts)
    errors: dict[int, str] = {}
    discarded: dict[int, tuple[str, ...]] = {}
    for stream, transform, checks in zip(loaded.chain.streams(), loaded.transforms, loaded.required, strict=True):
        alive = [i for i in range(len(texts)) if i not in errors]
        results = _step(transform, stream, [current[i] for i in alive], seed, draw)
        objections = _objections(checks, [current[i].text for i in alive], results) if checks else {}
        for at, (i, result) in enumerate(zip(alive, results, strict=True)):
            if isinstance(result, str):
                errors[i] = f"{stream}: {result}" if len(loaded.transforms) > 1 else result
            elif at in objections:
                discarded[i] = (*discarded.get(i, ()), objections[at])
            elif result is not None:
                steps[i].append(Pair(current[i].text, *result))
                before = done[i]
                edits = result.edits if before is None else compose(texts[i].text, before.edits, result.edits)
                done[i] = Rewrite(result.text, edits)
                current[i] = Text(texts[i].id, result.text)
    rows = [
        _rewritten(text, loaded.chain.canonical, draw, result, errors.get(i, ""))
        for i, (text, result) in enumerate(zip(texts, done, strict=True))
    ]
    return [replace(row, discarded=discarded[i]) if i in discarded else row for i, row in enumerate(rows)], steps


def _step(transform: Transform, stream: str, texts: list[Text], seed: int, draw: int) -> list[Rewrite | str | None]:
    """Results of one step; a string is the error of that text."""
    try:
        return _batch(transform, stream, texts, seed, draw)
    except (Exception, SystemExit) as error:
        # Streams belong to texts, so that running them one by one gives the same answers and finds the culprits.
        if len(texts) == 1:
            return [_said(error)]
    return [_step(transform, stream, [text], seed, draw)[0] for text in texts]


def _batch(transform: Transform, stream: str, texts: list[Text], seed: int, draw: int) -> list[Rewrite | str | None]:
    rngs = [rng_for(seed, stream, text.id, draw) for text in texts]
    results = list(transform.rewrite(tuple(texts), rngs))
    if len(results) != len(texts):
        raise ContractBroken(f"gave {len(results)} results for {len(texts)} texts")
    return [checked(text.text, result) for text, result in zip(texts, results, strict=True)]


def _objections(
    checks: Sequence[NamedCheck], before: Sequence[str], results: Sequence[Rewrite | str | None]
) -> dict[int, str]:
    """By index: which required check a rewrite fails, and why. Those that pass are left out."""
    asked = [(i, Pair(before[i], *result)) for i, result in enumerate(results) if isinstance(result, Rewrite)]
    found = first_findings(checks, [pair for _, pair in asked])
    return {i: said for (i, _), said in zip(asked, found, strict=True) if said}


def _said(error: BaseException) -> str:
    return str(error) if isinstance(error, ContractBroken) else f"{type(error).__name__}: {error}"


def _rewritten(text: Text, transform: str, draw: int, result: Rewrite | None, error: str) -> Rewritten:
    if error:
        return Rewritten(text.id, transform, draw, Status.FAILED, text.text, error=error)
    # A later step may have undone an earlier one.
    if result is None or result.text == text.text:
        return Rewritten(text.id, transform, draw, Status.UNCHANGED, text.text)
    return Rewritten(text.id, transform, draw, Status.CHANGED, result.text, result.edits)
