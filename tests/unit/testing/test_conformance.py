from __future__ import annotations

import random
import types
from dataclasses import dataclass

import contract_breakers
import pytest

from robustbench_nlp.core.claims import Claim, LabelEffect, Level, Resource
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.errors import PluginError
from robustbench_nlp.markers import hookimpl
from robustbench_nlp.testing import apply, check_transform, rewrite_one, transform_specs

BECAUSE = "made up for a test"
RATES = tuple({"rate": rate} for rate in (0.1, 0.3, 0.5, 0.7, 0.9))
LOUD = (ExamplePair("so good", "SO GOOD", params="rate=1"), ExamplePair("NO", None), ExamplePair("a b", "a B", seed=3))


def made(make: str, because: str = BECAUSE, **more) -> TransformSpec:
    more.setdefault("examples", (ExamplePair("a", None),))
    more.setdefault("control", True)  # Lets examples without a change pass, so that the next rule is reached.
    claim = Claim(LabelEffect.KEEPS, because)
    return TransformSpec("breaker", "for a test", f"contract_breakers:{make}", claim, Level.WORD, **more)


def loud(make: str = "good", **more) -> TransformSpec:
    more.setdefault("examples", LOUD[:2])
    return made(make, control=False, params=contract_breakers.Rate, severities=RATES, **more)


def test_a_transform_that_keeps_the_contract_passes_and_leaves_no_trace():
    state = random.getstate()
    check_transform(loud())
    assert random.getstate() == state


@pytest.mark.parametrize(
    ("make", "text"),
    [
        ("Forgetful", "gave 9 results for 10 texts"),
        ("Strings", "yielded str, expected Rewrite or None"),
        ("wrong_edits", "replaying its edits gives"),
        ("same_text", "return None instead"),
        ("empty_edit", "changes nothing; leave it out"),
        ("listed_edits", "its edits are a list, expected a tuple of Edit"),
        ("spent_edits", "its edits are a generator, expected a tuple of Edit"),
        ("plain_tuples", "is a tuple, expected Edit"),
        ("no_rule", "rule of .* is NoneType, expected str"),
        ("numpy_offset", "start of .* is int64, expected int"),
        ("exiting", "raised SystemExit: 0; the text was"),
        ("raises_on_empty", "raised IndexError: .*; the text was ''"),
        ("blanks", "the new text is blank"),
        ("surrogate", "not valid Unicode"),
        ("Counting", "differently when the same object is asked again"),
        ("Batchwise", "differently when each text comes alone"),
        ("own_random", "differently when the same object is asked again"),
        ("touches_global", "draws from a global generator"),
        ("hash_order", "differently in another process"),
        ("missing_factory", "has no 'missing_factory'"),
    ],
)
def test_each_broken_rule_is_told(make, text):
    with pytest.raises((AssertionError, PluginError), match=text):
        check_transform(made(make, examples=()))


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        (made("nothing", because="it does"), "`because` must give a reason"),
        (made("nothing", languages=("English!",)), "not a BCP-47"),
        (made("nothing", resources=(Resource("r", "s", "", 1, "0" * 64, "r.bin", "x:y"),)), "has no licence"),
        (made("nothing", resources=(Resource("r", "s", "MIT", 1, "abc", "r.bin", "x:y"),)), "sha256"),
        (made("nothing", control=False), "give at least one example"),
        (made("nothing", examples=(ExamplePair("a", "b"),)), "made 'None' of 'a', its example says 'b'"),
        (loud(examples=(ExamplePair("a", "B", params="rate=1"),)), "breaker with rate=1 made 'A' of 'a'"),
        (loud(examples=(ExamplePair("a", "A", params="rat=1"),)), "did you mean 'rate'"),
        (loud("less_with_severity", examples=(ExamplePair("a", "A", params="rate=0"),)), "severity 5 made"),
    ],
)
def test_each_fault_of_a_declaration_is_told(spec, text):
    with pytest.raises(AssertionError, match=text):
        check_transform(spec)


def test_severity_three_must_be_the_default():
    too_low = tuple({"rate": rate} for rate in (0.1, 0.2, 0.3, 0.4, 0.5))
    spec = made("good", params=contract_breakers.Rate, severities=too_low, examples=())
    with pytest.raises(AssertionError, match="severity 3 must equal the defaults"):
        check_transform(spec)


def test_params_must_be_found_by_a_worker():
    @dataclass(frozen=True)
    class Local:
        rate: float = 0.5

    spec = made("good", params=Local, examples=())
    with pytest.raises(AssertionError, match="must be defined at the top of its module"):
        check_transform(spec)


def test_apply_and_rewrite_one():
    assert apply(loud(), "so good", "rate=1") == "SO GOOD"
    assert apply(loud(), "so good", "rate=0") == "so good"
    assert rewrite_one(loud(), "so good", "rate=0") is None
    assert [edit.new for edit in rewrite_one(loud(), "so good", "rate=1").edits] == ["SO", "GOOD"]
    assert {apply(loud(), "a b c d e f", "@3", seed=seed) for seed in range(5)} != {"a b c d e f"}


def test_transform_specs_reads_a_plugin_as_the_program_does():
    plugin = types.ModuleType("a_plugin")

    @hookimpl
    def robust_transforms():
        yield loud()

    plugin.robust_transforms = robust_transforms
    assert [spec.name for spec in transform_specs(plugin)] == ["breaker"]
    plugin.robust_transforms = hookimpl(lambda: ["breaker"], specname="robust_transforms")
    with pytest.raises(AssertionError, match="yielded str, expected TransformSpec"):
        transform_specs(plugin)
