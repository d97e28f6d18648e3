"""Picks and makes the engine of a run."""

from __future__ import annotations

from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.plugin.factory import made
from robustbench_nlp.runner.work import Engine


def start_engine(catalog: Catalog, name: str, workers: int) -> Engine:
    """The named engine; without a name, this process for one worker and processes for more."""
    entry = catalog.find("engines", name or ("serial" if workers == 1 else "processes"))
    engine: Engine = made(entry.spec.make, entry.owner, workers)
    return engine
