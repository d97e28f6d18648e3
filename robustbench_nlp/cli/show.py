"""`robust show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from robustbench_nlp.core.params import params_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from robustbench_nlp.plugin.catalog import Entry


def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A transform.")],
) -> None:
    """Show one transform in full.

    Its claim about the label, params, severities, examples, and where it comes from.
    """
    from robustbench_nlp.cli.terminal import say

    for line in _card(context.obj.catalog().find("transforms", name)):
        say(line)


def _card(entry: Entry) -> Iterator[str]:
    spec = entry.spec
    yield f"{entry.qualified_name}, version {spec.version}: {spec.summary}"
    yield ""
    yield f"label      {spec.claim.effect.name.lower().replace('_', ' ')}, for {', '.join(spec.claim.tasks)}"
    yield f"because    {spec.claim.because}"
    yield f"level      {spec.level.value}"
    if spec.checks:
        yield f"checks     {', '.join(spec.checks)} (what fails one is discarded)"
    yield f"languages  {', '.join(spec.languages)}"
    yield f"cost       {spec.cost.name.lower()}"
    yield f"from       {entry.owner}{' (built in)' if entry.builtin else ''}, {entry.licence or 'no licence stated'}"
    if entry.author:
        yield f"author     {entry.author}"
    params = params_of(spec)
    if params:
        yield ""
        yield "params"
    for param in params:
        bounds = f" from {param['low']:g} to {param['high']:g}" if None not in (param["low"], param["high"]) else ""
        yield f"  {param['name']}={param['default']}  ({param['type']}{bounds}) {param['help']}".rstrip()
    if spec.severities:
        yield ""
        yield "severities"
    for number, severity in enumerate(spec.severities, 1):
        yield f"  @{number}  {', '.join(f'{key}={value}' for key, value in severity.items()) or 'the same'}"
    if spec.examples:
        yield ""
        yield "examples (they run as tests)"
    for example in spec.examples:
        given = f"  [{example.params}, seed {example.seed}]" if example.params else f"  [seed {example.seed}]"
        yield f"  - {example.before!r}{given}"
        yield f"    {'unchanged' if example.after is None else repr(example.after)}"
    for resource in spec.resources:
        yield f"needs      {resource.name} ({resource.licence}, {resource.size_bytes / 1e6:.1f} MB): robust fetch"
    for reference in spec.references:
        yield f"reference  {reference.title}{f' ({reference.year})' if reference.year else ''} {reference.url}".rstrip()
