"""The transforms that come with the tool. Each is a room of its own; this file only lists them."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.markers import hookimpl
from robustbench_nlp.transforms.antonym.spec import SPEC as ANTONYM
from robustbench_nlp.transforms.casing.spec import SPEC as CASING
from robustbench_nlp.transforms.contraction.spec import SPEC as CONTRACTION
from robustbench_nlp.transforms.identity.spec import SPEC as IDENTITY
from robustbench_nlp.transforms.negate.spec import SPEC as NEGATE
from robustbench_nlp.transforms.paraphrase.spec import SPEC as PARAPHRASE
from robustbench_nlp.transforms.punctuation.spec import SPEC as PUNCTUATION
from robustbench_nlp.transforms.synonym.spec import SPEC as SYNONYM
from robustbench_nlp.transforms.typo.spec import SPEC as TYPO
from robustbench_nlp.transforms.whitespace.spec import SPEC as WHITESPACE


@hookimpl
def robust_transforms() -> Iterable[TransformSpec]:
    """All built-in transforms."""
    return (ANTONYM, CASING, CONTRACTION, IDENTITY, NEGATE, PARAPHRASE, PUNCTUATION, SYNONYM, TYPO, WHITESPACE)
