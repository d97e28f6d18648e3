"""`robust doctor`."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import typer

from robustbench_nlp.errors import EXIT_USAGE


def doctor(context: typer.Context) -> None:
    """Show versions, devices, resources, broken plugins.

    Please add its output to a bug report.
    """
    from robustbench_nlp.cache_dir import cache_dir
    from robustbench_nlp.runner.environment import PACKAGES
    from robustbench_nlp.runner.resources import needed
    from robustbench_nlp.version import __version__, installed

    catalog = context.obj.catalog()
    typer.echo(f"robustbench-nlp {__version__}, Python {platform.python_version()}, {platform.platform()}")
    for name, version in installed(PACKAGES):
        typer.echo(f"  {name} {version}")
    typer.echo(f"devices: {', '.join(_devices())}; {os.cpu_count()} processors")
    cache = cache_dir()
    typer.echo(
        f"cache: {cache}{'' if _writable(cache) else ' (cannot be written; set ROBUST_CACHE to another folder)'}"
    )
    for one in needed(catalog):
        typer.echo(f"  {one.resource.name}: {one.place(cache) or 'not here; robust fetch ' + one.resource.name}")
    typer.echo(f"plugins: {len(catalog.plugins)} loaded, {len(catalog.broken)} broken")
    for broken in catalog.broken:
        typer.echo(f"  {broken}" + (f" ({broken.suggestion})" if broken.suggestion else ""))
    if catalog.broken:
        raise typer.Exit(EXIT_USAGE)


def _writable(folder: Path) -> bool:
    # A folder that is not there yet can be made where the nearest one above it can be written.
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)


def _devices() -> list[str]:
    import torch

    devices = [f"cpu ({torch.backends.cpu.get_cpu_capability()}, {torch.get_num_threads()} threads)"]
    devices += [f"cuda:{i} ({torch.cuda.get_device_name(i)})" for i in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        devices.append("mps")
    return devices
