"""`robust doctor`."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from robustbench_nlp.errors import EXIT_USAGE, RobustError

if TYPE_CHECKING:
    from robustbench_nlp.plugin.catalog import Catalog
    from robustbench_nlp.runner.resources import Needed


def doctor(context: typer.Context) -> None:
    """Show versions, devices, resources, broken plugins.

    Please add its output to a bug report.
    """
    from robustbench_nlp.cache_dir import cache_dir
    from robustbench_nlp.cli.terminal import say
    from robustbench_nlp.runner.environment import PACKAGES
    from robustbench_nlp.runner.resources import needed
    from robustbench_nlp.version import __version__, installed

    catalog = context.obj.catalog()
    say(f"robustbench-nlp {__version__}, Python {platform.python_version()}, {platform.platform()}")
    for name, version in installed(PACKAGES):
        say(f"  {name} {version}")
    say(f"devices: {', '.join(_devices())}; {os.cpu_count()} processors")
    cache = cache_dir()
    say(f"cache: {cache}{'' if _writable(cache) else ' (cannot be written; set ROBUST_CACHE to another folder)'}")
    for one in needed(catalog):
        say(f"  {one.resource.name}: {_place(one, cache)}")
    if not _plugins_in_order(catalog):
        raise typer.Exit(EXIT_USAGE)


def _plugins_in_order(catalog: Catalog) -> bool:
    from robustbench_nlp.cli.terminal import say
    from robustbench_nlp.plugin.examine import shortcomings
    from robustbench_nlp.plugin.finder import ALLOW

    lacking = list(shortcomings(catalog))
    say(f"plugins: {len(catalog.plugins)} loaded, {len(catalog.broken)} broken")
    for plugin in catalog.plugins:
        if not plugin.found.builtin:
            say(f"  {plugin.name} of {plugin.found.owner}")
    for broken in catalog.broken:
        say(f"  {broken.with_suggestion}")
    for shortcoming in lacking:
        say(f"  {shortcoming}")
    if catalog.left_out:
        say(f"  {len(catalog.left_out)} left out by {ALLOW}={os.environ.get(ALLOW, '')}")
    return not (lacking or catalog.broken)


def _place(one: Needed, cache: Path) -> str:
    try:
        return one.place(cache) or f"not here; robust fetch {one.resource.name}"
    except RobustError as error:
        return str(error)


def _writable(folder: Path) -> bool:
    # A folder that is not there yet can be made where the nearest one above it can be written.
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)


def _devices() -> list[str]:
    try:
        import torch
    except (ImportError, OSError) as error:  # OSError: a library that it loads is not there.
        return [f"unknown, for torch cannot be imported: {error}"]
    devices = [f"cpu ({torch.backends.cpu.get_cpu_capability()}, {torch.get_num_threads()} threads)"]
    devices += [f"cuda:{i} ({torch.cuda.get_device_name(i)})" for i in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        devices.append("mps")
    return devices
