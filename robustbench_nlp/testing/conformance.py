"""The contract for transforms as one call. The built-ins pass it, too."""

from __future__ import annotations

from robustbench_nlp.core.claims import Cost
from robustbench_nlp.core.params import Step
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.plugin.factory import load_factory
from robustbench_nlp.testing.apply import step_of
from robustbench_nlp.testing.declaration import check_declaration, check_examples
from robustbench_nlp.testing.outputs import check_outputs, run
from robustbench_nlp.testing.purity import check_purity
from robustbench_nlp.testing.rebuild import check_rebuild
from robustbench_nlp.testing.required import check_required
from robustbench_nlp.testing.texts import LONE_SURROGATE, NASTY, ORDINARY, long_text, numbered

LONG = 100_000
LONG_IF_SLOW = 5_000
"""Characters of the long text, for transforms that cost no more than a regular expression and for others."""


def check_transform(spec: TransformSpec) -> None:
    """Assert everything the contract asks of a transform; `AssertionError` says what it does and on which text.

    The declaration (reason of the claim, languages, licences); the examples, and the label checks they must pass; for
    the defaults and each severity: None or a changed text, edits that replay, no influence of order, of earlier texts,
    of global generators or of the hash seed, the same results in another process; and inputs that break careless code.
    """
    check_declaration(spec)
    check_examples(spec)
    check_required(spec)
    make = load_factory(spec.make, f"transform {spec.name}")
    steps = [step_of(spec, ""), *(step_of(spec, f"@{i + 1}") for i in range(len(spec.severities)))]
    ordinary = numbered(ORDINARY)
    for step in steps:
        transform = make(step.params)
        check_outputs(step.canonical, ordinary, run(transform, spec.name, ordinary))
    hard = numbered((*NASTY, long_text(LONG if spec.cost is Cost.CHEAP else LONG_IF_SLOW)))
    default = make(steps[0].params)
    check_outputs(spec.name, hard, run(default, spec.name, hard))
    run(default, spec.name, numbered((LONE_SURROGATE,)))
    check_purity(spec.name, lambda: make(steps[0].params), ordinary)
    check_severities(spec, steps)
    check_rebuild(spec, steps, ordinary)


def check_severities(spec: TransformSpec, steps: list[Step]) -> None:
    """Severity 5 edits at least as much of ordinary text as severity 1."""
    if not spec.severities:
        return
    make = load_factory(spec.make, f"transform {spec.name}")
    texts = numbered(ORDINARY)
    edited = [
        sum(len(result.edits) for result in run(make(step.params), spec.name, texts) if result) for step in steps[1:]
    ]
    assert edited[4] >= edited[0], f"{spec.name}: severity 5 made {edited[4]} edits, severity 1 made {edited[0]}"
