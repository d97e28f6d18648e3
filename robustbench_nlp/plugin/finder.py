"""Which plugins are installed, from metadata alone: nothing of a plugin is imported or run here."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distribution, distributions

from robustbench_nlp.markers import PROJECT
from robustbench_nlp.plugin.broken import BrokenPlugin, cause_of

OURS = "robustbench-nlp"
ALLOW = "ROBUST_PLUGINS"


@dataclass(frozen=True)
class Found:
    """An entry point and what its distribution's metadata says. Names of distributions are in normal form."""

    name: str
    target: str
    """`package.module`, or `package.module:attr`."""
    distribution: str
    version: str
    licence: str
    author: str
    builtin: bool

    @property
    def owner(self) -> str:
        """Whose fault it is, for messages: `robust-slang 1.2`."""
        return f"{self.distribution} {self.version}"


@dataclass(frozen=True)
class Finding:
    """What was found, in the order (distribution, entry point)."""

    plugins: tuple[Found, ...]
    broken: tuple[BrokenPlugin, ...]
    left_out: tuple[Found, ...]
    """Installed, but not on the allow-list."""


def normal(name: str) -> str:
    """A distribution's name in the packaging standard's normal form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def allow_list(written: str | None) -> frozenset[str] | None:
    """Names from `a,b`, where None means the environment variable; the answer None means all."""
    if written is None:
        written = os.environ.get(ALLOW)
    if written is None:
        return None
    return frozenset(normal(name.strip()) for name in written.split(",") if name.strip())


def find_plugins(allowed: frozenset[str] | None) -> Finding:
    """Built-ins, and the third-party plugins that are allowed by distribution or entry-point name."""
    found: set[Found] = set()
    names, broken = _distributions_with_plugins()
    for name in names:
        try:
            # The first of that name on sys.path is the one an import gets, so a second copy is never counted, and a
            # newer copy that no longer declares the plugin hides an older one that does.
            found.update(_entry_points(name, distribution(name)))
        except Exception as error:
            suggestion = f"reinstall it: pip install --force-reinstall {name}"
            broken.append(
                BrokenPlugin("?", name, "", "find", f"its metadata is damaged: {cause_of(error)}", suggestion)
            )
    if not any(plugin.builtin for plugin in found):
        cause = "its own entry points are not installed, so there are no built-in transforms"
        broken.append(BrokenPlugin("?", OURS, "", "find", cause, "in the source tree: pip install -e ."))
    ordered = sorted(found, key=lambda plugin: (plugin.distribution, plugin.name, plugin.target))
    if allowed is None:
        return Finding(tuple(ordered), tuple(broken), ())
    taken = [p for p in ordered if p.builtin or {p.distribution, normal(p.name)} & allowed]
    left_out = [p for p in ordered if p not in taken]
    for name in sorted(allowed - {n for p in ordered for n in (p.distribution, normal(p.name))}):
        cause = f"{ALLOW} names {name!r}, but no installed plugin is called that"
        broken.append(BrokenPlugin(name, name, "", "find", cause, f"pip install {name}, or correct {ALLOW}"))
    return Finding(tuple(taken), tuple(broken), tuple(left_out))


def _distributions_with_plugins() -> tuple[list[str], list[BrokenPlugin]]:
    names: set[str] = set()
    broken: list[BrokenPlugin] = []
    for dist in distributions():
        try:
            text = dist.read_text("entry_points.txt")
        except UnicodeDecodeError:
            continue  # Cannot hold our group's name in any form that pip would install.
        # Reading the text first is what makes this quick: metadata is parsed for our plugins only.
        if not text or PROJECT not in text:
            continue
        try:
            names.add(normal(dist.metadata["Name"]))
        except Exception:
            broken.append(_unnamed(dist))
    return sorted(names), broken


def _unnamed(dist: Distribution) -> BrokenPlugin:
    # Only the folder is left to tell which it is, and importlib does not promise to say it.
    folder = getattr(getattr(dist, "_path", None), "name", "")
    cause = (
        f"the metadata in {folder or 'an installed distribution'} declares a plugin, but no name can be read from it"
    )
    return BrokenPlugin("?", folder.partition("-")[0] or "unnamed", "", "find", cause, "reinstall it")


def _entry_points(name: str, dist: Distribution) -> Iterator[Found]:
    points: list[EntryPoint] = [point for point in dist.entry_points if point.group == PROJECT]
    for point in points:
        yield Found(
            name=point.name,
            target=point.value,
            distribution=name,
            version=dist.version or "unknown",
            licence=_licence(dist),
            author=_author(dist),
            builtin=name == OURS,
        )


def _licence(dist: Distribution) -> str:
    for key in ("License-Expression", "License"):
        for stated in dist.metadata.get_all(key) or ():
            return str(stated).partition("\n")[0].strip()
    for classifier in dist.metadata.get_all("Classifier") or ():
        if classifier.startswith("License ::"):
            return str(classifier).rpartition("::")[2].strip()
    return ""


def _author(dist: Distribution) -> str:
    for key in ("Author", "Author-email", "Maintainer", "Maintainer-email"):
        for stated in dist.metadata.get_all(key) or ():
            return re.sub(r"\s*<[^>]*>", "", str(stated)).strip('" ')
    return ""
