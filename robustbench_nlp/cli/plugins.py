"""`robust plugins`."""

from __future__ import annotations

import json as jsonlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from robustbench_nlp.plugin.catalog import Catalog, LoadedPlugin


def plugins(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """List the plugins: what they offer, what is broken."""
    from robustbench_nlp.cli.terminal import grid, say
    from robustbench_nlp.plugin.finder import ALLOW

    catalog = context.obj.catalog()
    if json:
        typer.echo(jsonlib.dumps(_as_plain(catalog), indent=1))
        return
    grid(
        ("plugin", "distribution", "version", "offers"),
        [(p.name, p.distribution, p.version, _offers(p)) for p in catalog.plugins],
    )
    for broken in catalog.broken:
        say(f"broken: {broken.with_suggestion}")
    for found in catalog.left_out:
        say(f"left out by {ALLOW}: {found.name} of {found.owner}")


def _offers(plugin: LoadedPlugin) -> str:
    return "; ".join(f"{kind}: {', '.join(names)}" for kind, names in plugin.contributes.items() if names)


def _as_plain(catalog: Catalog) -> dict[str, Any]:
    return {
        "plugins": [
            {
                "name": plugin.name,
                "distribution": plugin.distribution,
                "version": plugin.version,
                "builtin": plugin.found.builtin,
                "offers": {kind: list(names) for kind, names in plugin.contributes.items()},
            }
            for plugin in catalog.plugins
        ],
        "broken": [asdict(broken) for broken in catalog.broken],
        "left_out": [asdict(found) for found in catalog.left_out],
    }
