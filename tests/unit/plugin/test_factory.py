from __future__ import annotations

import sys

import pytest

from robustbench_nlp.errors import PluginError, ResourceMissing
from robustbench_nlp.plugin.factory import load_factory


@pytest.fixture
def module(tmp_path, monkeypatch, request):
    """Write a module with a name of its own; returns that name."""
    monkeypatch.syspath_prepend(str(tmp_path))
    name = f"factory_module_{abs(hash(request.node.name))}"

    def write(code):
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
        return name

    yield write
    sys.modules.pop(name, None)


def test_is_imported_on_first_use_only(module):
    name = module("class Make:\n    @staticmethod\n    def build(): return 'built'\n")
    assert name not in sys.modules
    assert load_factory(f"{name}:Make.build", "acme 1.0")() == "built"


@pytest.mark.parametrize(
    ("code", "attribute", "text"),
    [
        ("import nothing_of_that_name", "make", "acme 1.0: cannot load .*No module named 'nothing_of_that_name'"),
        ("import sys; sys.exit(3)", "make", "sys.exit"),
        ("raise GeneratorExit", "make", "GeneratorExit"),
        ("def maker(): ...", "make", r"has no 'make' \(did you mean 'maker'\?\)"),
        ("make = 42", "make", "is int, not a function"),
    ],
)
def test_what_cannot_be_loaded_names_the_plugin_and_the_cause(module, code, attribute, text):
    name = module(code)
    with pytest.raises(PluginError, match=text) as caught:
        load_factory(f"{name}:{attribute}", "acme 1.0")
    assert "acme 1.0" in caught.value.message


def test_missing_module():
    with pytest.raises(PluginError, match=r"acme 1.0: cannot load 'no_such_module_at_all:make'"):
        load_factory("no_such_module_at_all:make", "acme 1.0")


def test_errors_that_already_tell_the_user_what_to_do_pass(module):
    name = module("from robustbench_nlp.errors import ResourceMissing\nraise ResourceMissing('no table', 'fetch it')")
    with pytest.raises(ResourceMissing, match="fetch it"):
        load_factory(f"{name}:make", "acme 1.0")
