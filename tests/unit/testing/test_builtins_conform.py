"""The built-in transforms pass the test that plugin authors are given."""

from __future__ import annotations

import pytest

from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.testing import check_transform

BUILTINS = [entry.spec for entry in load_catalog(allow="").transforms()]


@pytest.mark.parametrize("spec", BUILTINS, ids=lambda spec: spec.name)
def test_contract(spec):
    check_transform(spec)
