"""Specs whose fields hold something else than they say: the plugin is broken, and no listing ends in a traceback."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from robustbench_nlp.cli.app import app
from robustbench_nlp.errors import PluginError
from robustbench_nlp.plugin.catalog import load_catalog

PARAMS = """
import dataclasses
from pathlib import Path
from typing import Literal
from robustbench_nlp.cli.app import app
from robustbench_nlp.core.claims import Reference
from robustbench_nlp.core.params import param

@dataclasses.dataclass(frozen=True)
class P:
    rate: float = param(0.5, low=0, high=1)
    mode: Literal["a", "b"] = "a"
    deep: bool = False
    times: int = 1

{more}

@hookimpl
def robust_transforms():
    yield spec("before")
    yield {written}
    yield spec("after")
"""


def declared(site, written: str, more: str = ""):
    site.install("acme-slang", PARAMS.format(written=written, more=more), version="2.3")
    catalog = load_catalog()
    return catalog, [plugin for plugin in catalog.broken if plugin.distribution == "acme-slang"]


@pytest.mark.parametrize(
    ("written", "cause", "suggestion"),
    [
        ("TransformSpec('it', None, 'x:y', spec('x').claim, Level.WORD)", "it: summary is None, expected str", ""),
        ("TransformSpec('it', 'x', 'x:y', 'keeps', Level.WORD)", "it: claim is 'keeps', expected Claim", ""),
        ("TransformSpec('it', 'x', 'x:y', spec('x').claim, 'word')", "level is 'word', expected Level", "Level.WORD"),
        ("spec('it', cost='cheap')", "cost is 'cheap', expected Cost", "write Cost.CHEAP or Cost.PARSE"),
        ("spec('it', version='1.0')", "version is '1.0', expected int", ""),
        ("spec('it', version=True)", "version is True, expected int", ""),
        ("spec('it', control='no')", "control is 'no', expected bool", ""),
        ("spec('it', languages='en')", "languages is 'en', expected a tuple of str", "write languages=('en',)"),
        ("spec('it', languages=['en'])", "languages is ['en'], expected a tuple of str", "write languages=(..., ...)"),
        ("spec('it', languages=('en', 5))", "languages[1] is 5, expected str", ""),
        ("spec('it', examples=(('a', 'b'),))", "examples[0] is ('a', 'b'), expected ExamplePair", "docs/plugins.md"),
        (
            "spec('it', references=(Reference('T', year='2020'),))",
            "year is '2020', expected int or None",
            "",
        ),
        ("spec('it', resources=('wordnet',))", "resources[0] is 'wordnet', expected Resource", ""),
        ("spec('it', params=5)", "params is 5, expected a class or None", ""),
        ("spec('it', params=P, severities=(1, 2, 3, 4, 5))", "severities[0] is 1, expected a mapping", ""),
        (
            "TransformSpec('it', 'x', 'x:y', Claim(LabelEffect.KEEPS, 'a b c', 'sentiment'), Level.WORD)",
            "claim.tasks is 'sentiment', expected a tuple of str",
            "write tasks=('sentiment',)",
        ),
    ],
)
def test_a_field_of_the_wrong_type_breaks_its_plugin_and_says_which(site, written, cause, suggestion):
    catalog, (broken,) = declared(site, written)
    assert broken.stage == "declare"
    assert cause in broken.cause
    assert suggestion in broken.suggestion
    assert {"before", "it"} <= set(broken.declared)
    assert {entry.spec.name for entry in catalog.transforms()}.isdisjoint({"before", "it", "after"})
    with pytest.raises(PluginError, match="'it' is missing: plugin 'acme-slang-point'"):
        catalog.transform("it")


FROZEN = "@dataclasses.dataclass(frozen=True)\nclass Q:\n    "


@pytest.mark.parametrize(
    ("more", "written", "cause", "suggestion"),
    [
        ("class Q: pass", "spec('it', params=Q)", "params is Q, expected a dataclass", "frozen=True"),
        (FROZEN + "where: Path = Path('x')", "spec('it', params=Q)", "param 'where' is Path", "bool, int, float, str"),
        (FROZEN + "many: tuple = ()", "spec('it', params=Q)", "param 'many' is tuple", "or Literal"),
        (FROZEN + "rate: 'Unknown' = 1", "spec('it', params=Q)", "the types of Q cannot be read", "TYPE_CHECKING"),
        (
            FROZEN + "name: str = dataclasses.field(default_factory=str)",
            "spec('it', params=Q)",
            "param 'name' has no default",
            "default",
        ),
        (FROZEN + "rate: float = 'high'", "spec('it', params=Q)", "it: defaults: rate='high' is not float", "correct"),
        (FROZEN + "times: int = True", "spec('it', params=Q)", "times=True is not int", "correct"),
        (FROZEN + "rate: float = param(2, high=1)", "spec('it', params=Q)", "rate=2 is out of its bounds", "bounds"),
        (
            "",
            "spec('it', params=P, severities=({'rate': 5},) * 5)",
            "1: rate=5 is out of its bounds",
            "bounds",
        ),
        (
            "",
            "spec('it', params=P, severities=({},) * 4 + ({'mode': 'c'},))",
            "5: mode='c' is none of a, b",
            "",
        ),
        ("", "spec('it', params=P, severities=({'nope': 5},) * 5)", "P cannot be made of its severity 1", "exist"),
        ("", "spec('it', severities=({'rate': 5},) * 5)", "severities set params, but it declares none", "params"),
    ],
)
def test_params_that_could_not_be_shown_or_set_break_their_plugin(site, more, written, cause, suggestion):
    _, (broken,) = declared(site, written, more)
    assert broken.stage == "declare"
    assert cause in broken.cause
    assert suggestion in broken.suggestion


def test_whole_numbers_may_stand_for_floats_and_all_plain_types_are_taken(site):
    catalog, broken = declared(site, "spec('it', params=P, severities=({'rate': 1, 'mode': 'b', 'deep': True},) * 5)")
    assert not broken
    assert {"before", "it", "after"} <= {entry.spec.name for entry in catalog.transforms()}


def test_fields_of_other_kinds_are_looked_at_too(site):
    code = "@hookimpl\ndef robust_datasets():\n    yield DatasetSpec('shop', 'x', 'x:y', aliases='shop')\n"
    site.install("acme-shop", code)
    (broken,) = load_catalog().broken
    assert "shop: aliases is 'shop', expected a tuple of str" in broken.cause


@pytest.mark.parametrize("command", ["list-transforms", "list-transforms --json", "plugins", "show typo"])
def test_no_listing_ends_in_a_traceback(site, command):
    site.install("acme-slang", PARAMS.format(written="spec('it', cost='cheap', references=(Reference(5),))", more=""))
    done = CliRunner().invoke(app, command.split())
    assert (done.exit_code, done.exception) == (0, None)
    assert "acme" not in done.stdout or command == "plugins"
