"""Sets a part of the training data aside, to look at during the training."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.sample import stratified
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import UsageError


def hold_out(dataset: Dataset, share: float, seed: int) -> tuple[Dataset, Dataset]:
    """The rest and the part: a stratified sample, and with it every copy of its texts, so that none is in both."""
    if not 0 < share < 1:
        raise UsageError(f"--validation-share must be above 0 and below 1, not {share:g}")
    wanted = round(share * len(dataset.examples))
    chosen = {example.text for example in stratified(dataset.examples, wanted, seed)}
    part = [example for example in dataset.examples if example.text in chosen]
    rest = [example for example in dataset.examples if example.text not in chosen]
    if not part or not rest:
        raise UsageError(
            f"--validation-share {share:g} of {len(dataset.examples)} examples leaves nothing on one side",
            "choose another share",
        )
    return _cut(dataset, rest, f"rest/{share}/{seed}"), _cut(dataset, part, f"part/{share}/{seed}")


def _cut(dataset: Dataset, examples: list[Example], how: str) -> Dataset:
    fingerprint = hashlib.sha256(f"{dataset.fingerprint}/{how}".encode()).hexdigest()[:16]
    return replace(dataset, examples=tuple(examples), fingerprint=fingerprint)
