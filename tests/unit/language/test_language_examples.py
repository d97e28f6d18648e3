from __future__ import annotations

import doctest
import importlib

import pytest


@pytest.mark.parametrize("module", ["parse.sentences", "negation.cues", "negation.scopes"])
def test_examples_in_docstrings_hold(module, tmp_path, monkeypatch):
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path))
    done = doctest.testmod(importlib.import_module(f"robustbench_nlp.language.{module}"))
    assert done.attempted
    assert not done.failed
