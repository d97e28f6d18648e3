"""What the commands that list plugins print of good, broken and unfriendly ones."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from robustbench_nlp.cli.app import app
from robustbench_nlp.errors import UsageError
from robustbench_nlp.plugin.catalog import load_catalog

BROKEN = "raise ValueError('\\x1b[31mred\\x1b[0m')"
UNFRIENDLY = """
@hookimpl
def robust_transforms():
    claim = Claim(LabelEffect.KEEPS, because="made \\x1b[2Jup\\nfor a \\u202etest")
    yield TransformSpec("alpha", "\\x1b[31mred\\x07\\nsecond line", __name__ + ":make", claim, Level.WORD)
"""


def run(*command: str):
    done = CliRunner().invoke(app, command)
    assert (done.exit_code, done.exception) == (0, None)
    return done


@pytest.mark.parametrize("command", ["list-transforms", "plugins", "show alpha"])
def test_no_terminal_obeys_a_plugin(site, command):
    site.install("acme-slang", UNFRIENDLY)
    site.install("acme-broken", BROKEN)
    done = run(*command.split())
    assert not {"\x1b", "\x07", "\u202e"} & set(done.output)
    if command != "plugins":
        assert "␛[31mred␇␊second line" in " ".join(done.stdout.split())


def test_a_list_says_how_many_are_broken(site):
    site.install("acme-slang", BROKEN)
    assert run("list-transforms").stderr == "1 broken plugin: `robust plugins` tells why\n"
    site.install("acme-argot", BROKEN)
    assert run("list-transforms").stderr == "2 broken plugins: `robust plugins` tells why\n"


def test_plugins_tells_cause_and_next_step_and_who_was_left_out(site, monkeypatch):
    site.install("acme-slang", BROKEN, version="2.3")
    site.declare("acme-argot", "argot")
    monkeypatch.setenv("ROBUST_PLUGINS", "acme-slang")
    said = run("plugins").stdout
    assert "broken: plugin 'acme-slang-point' of acme-slang 2.3 is broken at import: ValueError" in said
    assert 'python -c "import acme_slang_module"' in said
    assert "left out by ROBUST_PLUGINS: acme-argot-point of acme-argot 1.0" in said


def test_a_name_that_the_allow_list_may_have_left_out(site):
    site.declare("acme-slang", "argot")
    with pytest.raises(UsageError, match="ROBUST_PLUGINS leaves out 1 installed: `robust plugins` lists them"):
        load_catalog(allow="").transform("argot")
