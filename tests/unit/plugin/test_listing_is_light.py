"""Listing what is installed must not load the machinery behind it."""

from __future__ import annotations

import json
import subprocess
import sys

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


def test_all_builtins_load_without_heavy_imports():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert answer["broken"] == []
    assert answer["heavy"] == []
    for kind in ("transforms", "classifiers", "datasets", "engines", "renderers"):
        assert answer["kinds"][kind] > 0
