"""`robust doctor`, where plugins are broken, and where they load well and would fail in use."""

from __future__ import annotations

import sys

import pytest
from typer.testing import CliRunner

from robustbench_nlp.cli.app import app

BROKEN = "raise ValueError('it is')"
HALF_THERE = """
from robustbench_nlp.core.claims import Resource

def here():
    raise RuntimeError("no folder")

@hookimpl
def robust_transforms():
    claim = Claim(LabelEffect.KEEPS, because="made up for a test")
    yield TransformSpec("alpha", "x", __name__ + ":maek", claim, Level.WORD)
    yield spec("beta", checks=("nevr",))
    table = Resource("table", "x", "MIT", 1, "0" * 64, "t.bin", __name__ + ":fetch", here=__name__ + ":here")
    yield spec("gamma", resources=(table,))
"""


@pytest.fixture
def without_torch(monkeypatch):
    """As where its installation is damaged; also, nobody has to wait for it."""
    monkeypatch.setitem(sys.modules, "torch", None)


@pytest.mark.usefixtures("without_torch")
def test_doctor_finds_what_would_only_show_in_use(site):
    site.install("acme-slang", HALF_THERE, version="2.3")
    done = CliRunner().invoke(app, "doctor")
    said = done.stdout
    assert done.exit_code == 2
    assert "acme-slang-point of acme-slang 2.3" in said
    assert (
        "transform 'alpha' cannot be used: acme-slang 2.3: acme_slang_module has no 'maek' (did you mean 'make'?)"
        in said
    )
    assert "transform 'beta' of acme-slang 2.3 cannot be used: it requires an unknown label check 'nevr'" in said
    assert "table: acme-slang 2.3: 'acme_slang_module:here' fails: RuntimeError: no folder" in said
    assert "'gamma'" not in said


CHECK = """
from robustbench_nlp.core.kinds import CheckSpec

@hookimpl
def robust_label_checks():
    yield CheckSpec("nevr", "x", __name__ + ":make", "made up for a test")
"""


@pytest.mark.usefixtures("without_torch")
def test_a_required_check_that_two_plugins_declare(site):
    site.install("acme-slang", "@hookimpl\ndef robust_transforms():\n    yield spec('beta', checks=('nevr',))")
    for name in ("acme-east", "acme-west"):
        site.install(name, CHECK)
    said = CliRunner().invoke(app, "doctor").stdout
    unusable = "transform 'beta' of acme-slang 1.0 cannot be used: label check 'nevr' is declared by acme-east 1.0 and"
    assert unusable in said


@pytest.mark.usefixtures("without_torch")
def test_doctor_lists_what_is_broken_and_left_out_and_works_without_torch(site, monkeypatch):
    site.install("acme-slang", BROKEN, version="2.3")
    site.declare("acme-argot", "argot")
    monkeypatch.setenv("ROBUST_PLUGINS", "acme-slang")
    done = CliRunner().invoke(app, "doctor")
    assert done.exit_code == 2
    assert "torch cannot be imported" in done.stdout
    assert "plugins: 1 loaded, 1 broken" in done.stdout
    assert "plugin 'acme-slang-point' of acme-slang 2.3 is broken at import" in done.stdout
    assert "1 left out by ROBUST_PLUGINS=acme-slang" in done.stdout
