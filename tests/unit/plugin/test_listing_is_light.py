"""Listing what is installed must not load the machinery behind it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = ("torch", "transformers", "datasets", "spacy", "nltk", "numpy", "scipy", "sklearn", "pandas", "pyarrow")
CODE = f"""
import json, sys
from robustbench_nlp.plugin.catalog import load_catalog
catalog = load_catalog(allow="")
print(json.dumps({{
    "heavy": [name for name in {HEAVY} if name in sys.modules],
    "broken": [str(plugin) for plugin in catalog.broken],
    "kinds": {{kind: len(entries) for kind, entries in catalog.by_kind.items()}},
}}))
"""
COMMAND = f"""
import sys
from robustbench_nlp.cli.app import app
from typer.testing import CliRunner
done = CliRunner().invoke(app, sys.argv[1:])
assert done.exit_code == 0, done.output
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_all_builtins_load_without_heavy_imports():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert answer["broken"] == []
    assert answer["heavy"] == []
    for kind in ("transforms", "classifiers", "datasets", "engines", "renderers"):
        assert answer["kinds"][kind] > 0


@pytest.mark.parametrize(
    "command", ["--version", "eval -h", "show typo", "plugins", "plugins --json", "list-transforms --json"]
)
def test_commands_that_only_tell_load_nothing_heavy(command):
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *command.split()], capture_output=True, text=True, check=False
    )
    assert done.stdout == "[]\n", done.stdout + done.stderr
