"""The control: nothing may ever change."""

from __future__ import annotations

import pytest

from robustbench_nlp.core.claims import LabelEffect
from robustbench_nlp.errors import UsageError
from robustbench_nlp.testing import check_transform, rewrite_one
from robustbench_nlp.testing.texts import LONE_SURROGATE, NASTY, ORDINARY
from robustbench_nlp.transforms.identity.spec import SPEC


def test_contract():
    check_transform(SPEC)


def test_it_is_a_control_that_keeps_the_label():
    assert SPEC.control
    assert SPEC.claim.effect is LabelEffect.KEEPS
    assert SPEC.languages == ("*",)


@pytest.mark.parametrize("text", [*ORDINARY, *NASTY, LONE_SURROGATE])
def test_it_applies_nowhere(text):
    for seed in range(3):
        assert rewrite_one(SPEC, text, seed=seed) is None


@pytest.mark.parametrize("params", ["rate=1", "@3"])
def test_it_has_nothing_to_choose(params):
    with pytest.raises(UsageError):
        rewrite_one(SPEC, "text", params)
