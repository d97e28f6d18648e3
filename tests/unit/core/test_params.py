from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest

from robustbench_nlp.core.chain import Chain, read_chains
from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.grammar import parse_transforms
from robustbench_nlp.core.params import param
from robustbench_nlp.core.transform import TransformSpec
from robustbench_nlp.errors import UsageError


@dataclass(frozen=True)
class Params:
    rate: float = param(0.1, low=0, high=1)
    mode: Literal["up", "down"] = param("up")
    times: int = param(2, low=1)
    loud: bool = param(False)
    word: str = param("x y")


def spec(name: str, effect: LabelEffect = LabelEffect.KEEPS, **more: object) -> TransformSpec:
    return TransformSpec(name, "s", "m:a", Claim(effect, "because"), Level.WORD, **more)  # type: ignore[arg-type]


SPECS = {
    "typo": spec("typo", params=Params, severities=tuple({"rate": r} for r in (0.02, 0.05, 0.1, 0.15, 0.2))),
    "plain": spec("plain", languages=("*",)),
    "flip": spec("flip", LabelEffect.CHANGES),
}


def chains(written: str) -> tuple[Chain, ...]:
    return read_chains(written, lambda name: (name, SPECS[name]))


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("typo", "typo@3"),
        ("typo@3", "typo@3"),
        ("typo(rate=0.1)", "typo@3"),
        ("typo(rate=0.05)", "typo@2"),
        ("typo@2(mode=down)", "typo(mode=down,rate=0.05)"),
        ("typo(rate=0.3, loud=TRUE)", "typo(loud=true,rate=0.3)"),
        ("typo(word='a,b+c(')", 'typo(word="a,b+c(")'),
        ("typo+plain", "typo@3+plain"),
        ("plain + typo@5", "plain+typo@5"),
    ],
)
def test_what_is_written_and_its_canonical_form_mean_the_same(written: str, canonical: str) -> None:
    (chain,) = chains(written)
    assert chain.canonical == canonical
    (again,) = chains(chain.canonical)
    assert again.explicit == chain.explicit


def test_several_transforms() -> None:
    assert [c.canonical for c in chains("typo@1,plain,plain+typo@1")] == ["typo@1", "plain", "plain+typo@1"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "empty"),
        ("typo,,plain", "empty"),
        ("typo+", "empty"),
        ("typo@6", "1 to 5"),
        ("typo@x", "1 to 5"),
        ("typo@", "1 to 5"),
        ("typo(rate=2)", "from 0 to 1"),
        ("typo(rate=nan)", "from 0 to 1"),
        ("typo(rate=many)", "a number"),
        ("typo(times=0)", "at least 1"),
        ("typo(times=1.5)", "an integer"),
        ("typo(mode=upp)", "did you mean 'up'"),
        ("typo(loud=yes)", "true or false"),
        ("typo(rat=0.1)", "did you mean 'rate'"),
        ("typo(rate)", "key=value"),
        ("typo(rate=0.1,times=3,rate=0.2)", "'rate' twice"),
        ("typo(rate=0.1", "unbalanced"),
        ("typo)", "unbalanced"),
        ("typo('", "unbalanced"),
        ("plain(a=1)", "takes no params"),
        ("plain@2", "no severities"),
        ("ty po", "cannot read"),
        ("typo,typo@3", "named twice"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(written: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        chains(written)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_chain_claims_what_its_weakest_step_claims() -> None:
    (chain,) = chains("plain+flip")
    assert chain.effect is LabelEffect.CHANGES
    assert not chain.speaks("de")
    assert chains("plain")[0].speaks("de")
    assert chains("typo")[0].speaks("en-GB")


def test_a_step_named_twice_in_a_chain_has_two_streams() -> None:
    assert chains("typo+typo")[0].streams() == ("typo", "typo#2")


def test_quoted_separators_do_not_split() -> None:
    (chain,) = parse_transforms('typo(word="a,b")')
    assert chain[0].values == (("word", "a,b"),)
