"""Hands a report to the renderer of the format the user named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from robustbench_nlp.plugin.factory import load_factory

if TYPE_CHECKING:
    from robustbench_nlp.core.report import Report
    from robustbench_nlp.plugin.catalog import Catalog


def render(catalog: Catalog, name: str, report: Report) -> str:
    """The report in a format; `UsageError` suggests a near name."""
    entry = catalog.find("renderers", name)
    text: str = load_factory(entry.spec.render, entry.owner)(report)
    return text
