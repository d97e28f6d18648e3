"""One text through one transform: what most tests of a plugin want to say."""

from __future__ import annotations

from robustbench_nlp.core.grammar import parse_transforms
from robustbench_nlp.core.params import Step, bind
from robustbench_nlp.core.rng import rng_for
from robustbench_nlp.core.text import Text
from robustbench_nlp.core.transform import Rewrite, TransformSpec
from robustbench_nlp.plugin.factory import load_factory

EXAMPLE_ID = "example"
"""The example id behind the random stream of `apply` and of the examples in a spec."""


def apply(spec: TransformSpec, text: str, params: str = "", seed: int = 0) -> str:
    """The text after the transform; the same text where it does not apply.

    `params` as on the command line, `"rate=1,mode=expand"` or `"@5"`.
    """
    result = rewrite_one(spec, text, params, seed)
    return text if result is None else result.text


def rewrite_one(spec: TransformSpec, text: str, params: str = "", seed: int = 0) -> Rewrite | None:
    """As `apply`, with the edits; None where the transform does not apply."""
    transform = load_factory(spec.make, f"transform {spec.name}")(step_of(spec, params).params)
    result: Rewrite | None
    (result,) = transform.rewrite([Text(EXAMPLE_ID, text)], [rng_for(seed, spec.name, EXAMPLE_ID)])
    return result


def step_of(spec: TransformSpec, params: str) -> Step:
    """The transform with params written as on the command line; `UsageError` if they do not fit."""
    written = params if params.startswith("@") or not params else f"({params})"
    ((request,),) = parse_transforms(spec.name + written)
    return bind(spec, spec.name, request)
