"""Report formats. Each lays out `report.table`; none computes."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.core.kinds import RendererSpec
from robustbench_nlp.markers import hookimpl


@hookimpl
def robust_renderers() -> Iterable[RendererSpec]:
    """The formats that come with the tool."""
    yield RendererSpec(
        "console",
        "a table for the terminal",
        f"{__name__}.console:render",
        ".txt",
        table=f"{__name__}.console:render_table",
    )
    yield RendererSpec("html", "a page without outside resources", f"{__name__}.html:render", ".html")
    yield RendererSpec("json", "the whole report, for programs", f"{__name__}.json:render", ".json")
    yield RendererSpec(
        "latex",
        "a booktabs table for a paper",
        f"{__name__}.latex:render",
        ".tex",
        table=f"{__name__}.latex:render_table",
    )
    yield RendererSpec(
        "markdown",
        "a table for a README or an issue",
        f"{__name__}.markdown:render",
        ".md",
        table=f"{__name__}.markdown:render_table",
    )
