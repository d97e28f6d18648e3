"""Hands a report to the renderer of the format the user named."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from robustbench_nlp.errors import PluginError, UsageError
from robustbench_nlp.plugin.factory import called

if TYPE_CHECKING:
    from robustbench_nlp.core.report import Report
    from robustbench_nlp.plugin.catalog import Catalog
    from robustbench_nlp.plugin.entry import Entry
    from robustbench_nlp.report.table import Table


def render(catalog: Catalog, name: str, report: Report, *, verbose: bool = False) -> str:
    """The report in a format, its last line ended; `UsageError` suggests a near name.

    verbose: with the figures that the drop table leaves out, in a table of their own where the format lays out tables.
    """
    entry = catalog.find("renderers", name)
    text = _laid_out(entry, entry.spec.render, report)
    if verbose and entry.spec.table:
        from robustbench_nlp.report.more_figures import more_figures

        text += "\n" + table_renderer(catalog, name)([more_figures(report)])
    return text


def table_renderer(catalog: Catalog, name: str) -> Callable[[Iterable[Table]], str]:
    """What lays out tables in a format, one after the other; `UsageError` where the format is for reports only."""
    entry = catalog.find("renderers", name)
    if not entry.spec.table:
        fitting = [e.qualified_name for e in catalog.entries("renderers") if e.spec.table]
        raise UsageError(f"{name} lays out reports only", f"use one of: {', '.join(fitting)}")
    return lambda tables: "\n".join(_laid_out(entry, entry.spec.table, table) for table in tables)


def _laid_out(entry: Entry, path: str, content: Report | Table) -> str:
    text = called(entry, path, content)
    if not isinstance(text, str):
        raise PluginError(
            f"{entry.owner}: {path!r} returned {type(text).__name__}, not a text",
            f"report it to the authors of {entry.owner}",
        )
    # What is printed next must not stand in its last line.
    return text if text.endswith("\n") else text + "\n"
