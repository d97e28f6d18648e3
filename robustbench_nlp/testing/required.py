"""The label checks a transform requires: do they exist, and do its own examples pass them?"""

from __future__ import annotations

from typing import Any

from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.errors import RobustError
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.plugin.factory import load_factory
from robustbench_nlp.testing.apply import rewrite_one
from robustbench_nlp.testing.outputs import shortened


def check_required(spec: TransformSpec) -> None:
    """A run discards what fails such a check, so an example that does shows what nobody will ever see."""
    for name, check in _made(spec):
        for pair in spec.examples:
            result = rewrite_one(spec, pair.before, pair.params, pair.seed)
            flag = check(pair.before, *result) if result is not None else None
            assert not flag, f"{spec.name} on {shortened(pair.before)}: fails the check {name!r} it requires: {flag}"


def _made(spec: TransformSpec) -> list[tuple[str, Any]]:
    if not spec.checks:
        return []
    catalog = load_catalog()
    made = []
    for name in spec.checks:
        try:
            entry = catalog.find("checks", name)
        except RobustError as error:
            raise AssertionError(f"{spec.name} requires the check {name!r}: {error}") from error
        made.append((name, load_factory(entry.spec.make, entry.owner)()))
    return made
