"""A transform that requires label checks: what happens when one of them is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.text import Example
from robustbench_nlp.errors import PluginError
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.runner.plan import plan_texts
from robustbench_nlp.runner.work import do_shard

DATA = Dataset("d", "", ("a", "b"), (Example("1", "one", 0), Example("2", "two", 1)), "f" * 16)

CHECKS = """
from robustbench_nlp.core.kinds import CheckSpec

def never():
    return lambda before, after, edits: "not in this house" if before == "one" else None

@hookimpl
def robust_label_checks():
    yield CheckSpec("never", "objects", __name__ + ":never", because="made up for a test", everywhere=False)

@hookimpl
def robust_transforms():
    yield spec("slang", checks=({},))
    yield spec("free")
"""


def planned(catalog, transforms):
    return plan_texts(catalog, DATA, transforms, limit=None, seed=0, draws=1)


def test_an_unknown_check_is_said_before_the_first_text(site):
    site.install("acme-slang", CHECKS.format('"nevr"'), version="1.2")
    catalog = load_catalog()
    with pytest.raises(PluginError, match=r"'slang' of acme-slang 1\.2 requires an unknown label check 'nevr'") as told:
        planned(catalog, "free,slang")
    assert "did you mean 'never'?" in told.value.hint
    assert planned(catalog, "free").job.checks == ()


def test_a_required_check_works_in_a_worker_and_a_check_on_request_nowhere_else(site):
    site.install("acme-slang", CHECKS.format('"never"'))
    plan = planned(load_catalog(), "slang,free,slang+free")
    rows = do_shard(plan.job, plan.shards[0]).rewritten
    assert [row.text for row in rows] == ["one", "TWO", "ONE", "TWO", "ONE", "TWO"]
    objected = ("never: not in this house",)
    assert [row.discarded for row in rows] == [objected, (), (), (), objected, ()]
    assert all(row.flags == () for row in rows)


def test_a_worker_with_another_version_of_a_check_refuses(site):
    site.install("acme-slang", CHECKS.format('"never"'))
    plan = planned(load_catalog(), "slang")
    assert plan.job.checks == ("never.v1",)
    with pytest.raises(PluginError, match=r"label checks never\.v1, the run was planned with never\.v2"):
        do_shard(replace(plan.job, checks=("never.v2",)), plan.shards[0])


def test_a_single_name_in_place_of_a_tuple_breaks_the_plugin_and_says_how_to_write_it(site):
    site.install("acme-slang", CHECKS.replace("({},)", '"never"'))
    (broken,) = [plugin for plugin in load_catalog().broken if plugin.distribution == "acme-slang"]
    assert broken.stage == "declare"
    assert "checks is 'never'" in broken.cause
    assert "checks=('never',)" in broken.suggestion
