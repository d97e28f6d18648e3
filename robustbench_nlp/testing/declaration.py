"""What a spec says about itself: reasons, languages, severities, resources and examples."""

from __future__ import annotations

import re

from robustbench_nlp.core.params import params_at
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.errors import UsageError
from robustbench_nlp.testing.apply import rewrite_one, step_of
from robustbench_nlp.testing.outputs import shortened

LANGUAGE = re.compile(r"\*|[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
SHA256 = re.compile(r"[0-9a-f]{64}\Z")


def check_declaration(spec: TransformSpec) -> None:
    """The fields a reader of the report relies on."""
    name = spec.name
    assert spec.summary.strip(), f"{name}: the summary is empty"
    assert "\n" not in spec.summary, f"{name}: the summary must be one line"
    assert len(spec.claim.because.split()) >= 3, f"{name}: `because` must give a reason, not {spec.claim.because!r}"
    assert spec.languages, f'{name}: declare the languages it is for, or ("*",)'
    for tag in spec.languages:
        assert LANGUAGE.match(tag), f"{name}: {tag!r} is not a BCP-47 language tag"
    for resource in spec.resources:
        assert resource.licence.strip(), f"{name}: resource {resource.name} has no licence"
        assert SHA256.match(resource.sha256), f"{name}: resource {resource.name} needs a sha256 of 64 hex digits"
    if spec.severities:
        defaults = spec.params() if spec.params else None
        assert params_at(spec, 3) == defaults, f"{name}: severity 3 must equal the defaults"


def check_examples(spec: TransformSpec) -> None:
    """At least one example that changes, and every example as declared."""
    name = spec.name
    changing = any(pair.after not in (None, pair.before) for pair in spec.examples)
    assert changing or spec.control, f"{name}: give at least one example (before, after) that shows a change"
    for pair in spec.examples:
        try:
            step_of(spec, pair.params)
        except UsageError as error:
            raise AssertionError(f"{name}: the params of an example do not fit: {error}") from error
        result = rewrite_one(spec, pair.before, pair.params, pair.seed)
        after = None if result is None else result.text
        with_params = f" with {pair.params}" if pair.params else ""
        assert after == pair.after, (
            f"{name}{with_params} made {shortened(str(after))} of {shortened(pair.before)}, "
            f"its example says {shortened(str(pair.after))}"
        )
