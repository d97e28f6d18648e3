"""`robust fetch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from robustbench_nlp.cli import options as opt
from robustbench_nlp.errors import UsageError


def fetch(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="What to get; without it, all resources are listed.")] = "",
    from_file: Annotated[
        Path | None, opt.path("--from", metavar="FILE", help="Take it from a file instead of the network.")
    ] = None,
) -> None:
    """Get the data that some plugins need.

    Once: it is checked, and kept in the cache folder.
    """
    from robustbench_nlp.cache_dir import cache_dir
    from robustbench_nlp.cli.terminal import grid
    from robustbench_nlp.runner.resources import find_needed, needed

    catalog = context.obj.catalog()
    cache = cache_dir()
    if name:
        path = find_needed(catalog, name).fetch(cache, from_file)
        typer.echo(f"{name}: {path}")
        return
    if from_file:
        raise UsageError("--from needs the name of what the file holds", f"robust fetch NAME --from {from_file}")
    rows = [
        (
            one.resource.name,
            "here" if one.place(cache) else "to fetch",
            f"{one.resource.size_bytes / 1e6:.1f} MB",
            one.resource.licence,
            one.resource.summary,
        )
        for one in needed(catalog)
    ]
    grid(("resource", "state", "size", "licence", "what it is"), rows)
    typer.echo(f"cache: {cache}")
