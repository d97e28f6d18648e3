"""What a plugin that loads well still lacks, and what would show only when somebody uses it."""

from __future__ import annotations

from collections.abc import Iterator

from robustbench_nlp.errors import PluginError, RobustError, UsageError
from robustbench_nlp.plugin.catalog import Catalog
from robustbench_nlp.plugin.factory import load_factory
from robustbench_nlp.plugin.hookspecs import DECLARING


def shortcomings(catalog: Catalog) -> Iterator[str]:
    """Factories that cannot be imported and required label checks that nobody declares, by kind and name.

    It imports what the specs name, and so the machinery that listing a plugin spares; it calls none of it.
    """
    for hook in DECLARING:
        for entry in catalog.entries(hook.kind):
            for path in (getattr(entry.spec, field) for field in hook.factories):
                if path:
                    try:
                        load_factory(path, entry.owner)
                    except RobustError as error:
                        yield f"{hook.noun} {entry.qualified_name!r} cannot be used: {error}"
    for entry in catalog.transforms():
        for name in entry.spec.checks:
            unusable = f"transform {entry.qualified_name!r} of {entry.owner} cannot be used"
            try:
                catalog.find("checks", name)
            except UsageError as error:
                yield f"{unusable}: it requires an {error}"
            except PluginError as error:
                # Broken plugins had it, or two have it.
                yield f"{unusable}: {error}"
