"""The kit for plugin authors: say in one line of a test that a transform keeps the contract.

import pytest
import robust_slang
from robustbench_nlp.testing import check_transform, transform_specs

@pytest.mark.parametrize("spec", transform_specs(robust_slang), ids=lambda spec: spec.name)
def test_contract(spec):
    check_transform(spec)
"""

from __future__ import annotations

from robustbench_nlp.testing.apply import apply, rewrite_one
from robustbench_nlp.testing.conformance import check_transform
from robustbench_nlp.testing.specs import transform_specs

__all__ = ["apply", "check_transform", "rewrite_one", "transform_specs"]
