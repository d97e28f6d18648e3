"""`robust list-transforms`."""

from __future__ import annotations

import json as jsonlib
from typing import TYPE_CHECKING, Annotated, Any

import typer

from robustbench_nlp.cli.remark import remark
from robustbench_nlp.core.params import params_of

if TYPE_CHECKING:
    from robustbench_nlp.plugin.catalog import Entry


def list_transforms(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """List the transforms that are installed."""
    catalog = context.obj.catalog()
    entries = catalog.transforms()
    if json:
        typer.echo(jsonlib.dumps([as_plain(entry) for entry in entries], indent=1))
    else:
        _print_table(entries)
    if catalog.broken:
        plural = "s" if len(catalog.broken) > 1 else ""
        remark(f"{len(catalog.broken)} broken plugin{plural}: `robust plugins` tells why")


def as_plain(entry: Entry) -> dict[str, Any]:
    """A transform's card as JSON values."""
    spec = entry.spec
    return {
        "name": entry.qualified_name,
        "summary": spec.summary,
        "version": entry.version,
        "transform_version": spec.version,
        "level": spec.level.value,
        "label": spec.claim.effect.name.lower(),
        "because": spec.claim.because,
        "tasks": list(spec.claim.tasks),
        "languages": list(spec.languages),
        "cost": spec.cost.name.lower(),
        "control": spec.control,
        "params": params_of(spec),
        "severities": [dict(severity) for severity in spec.severities],
        "checks": list(spec.checks),
        "resources": [resource.name for resource in spec.resources],
        "references": [reference.title for reference in spec.references],
        "distribution": entry.distribution,
        "licence": entry.licence,
        "author": entry.author,
        "builtin": entry.builtin,
    }


def _print_table(entries: list[Entry]) -> None:
    from robustbench_nlp.cli.terminal import grid

    rows = [
        (
            entry.qualified_name,
            entry.spec.level.value,
            entry.spec.claim.effect.name.lower().replace("_", " "),
            "1-5" if entry.spec.severities else "-",
            "built in" if entry.builtin else entry.owner,
            entry.spec.summary,
        )
        for entry in entries
    ]
    grid(("transform", "level", "label", "severity", "from", "what it does"), rows)
