"""The judge that the user means."""

from __future__ import annotations

import re

from robustbench_nlp.plugin.catalog import Catalog, Entry
from robustbench_nlp.plugin.finder import normal

LONGEST_NAME = 64


def find_judge(catalog: Catalog, written: str) -> tuple[Entry, str]:
    """Its entry, and what it is made from: `name:source` or `distribution:name:source`; errors as `Catalog.find`."""
    name, _, source = written.partition(":")
    entries = catalog.entries("judges")
    if all(name != entry.spec.name for entry in entries) and any(normal(name) == e.distribution for e in entries):
        bare, _, source = source.partition(":")
        name = f"{name}:{bare}"
    return catalog.find("judges", name), source


def annotator_name(entry: Entry, source: str) -> str:
    """What it is called among the annotators, unless the user says otherwise: `llm-gpt-4o`, `model-other`."""
    last = source.rstrip("/\\").replace("\\", "/").rpartition("/")[2]
    return re.sub(r"[^A-Za-z0-9_.@+]+", "-", f"{entry.spec.name}-{last}")[:LONGEST_NAME].strip("-")
