"""`--strict-plugins` and `--require-plugin NAME[==V]`: refuse to start rather than run with less than was meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from robustbench_nlp.errors import PluginError, UsageError
from robustbench_nlp.plugin.broken import BrokenPlugin
from robustbench_nlp.plugin.finder import ALLOW, Found, normal
from robustbench_nlp.plugin.loader import LoadedPlugin


def check_strict(broken: Sequence[BrokenPlugin]) -> None:
    """`PluginError` if any plugin is broken."""
    if broken:
        first = broken[0]
        more = f"; and {len(broken) - 1} more, see `robust plugins`" if len(broken) > 1 else ""
        raise PluginError(f"{first}{more}", first.suggestion)


def check_required(
    required: Iterable[str],
    plugins: Sequence[LoadedPlugin],
    broken: Sequence[BrokenPlugin],
    left_out: Sequence[Found],
) -> None:
    """`PluginError` for the first requirement that is not met: absent, broken, left out, or of another version.

    A requirement names a distribution or an entry point, with an exact version if one matters.
    """
    for requirement in required:
        name, equals, version = (part.strip() for part in requirement.partition("=="))
        if not name or (equals and not version) or any(c in name + version for c in "<>=!~ "):
            raise UsageError(f"cannot read the required plugin {requirement!r}", "write NAME or NAME==VERSION")
        for failed in broken:
            if _called(failed, name):
                raise PluginError(f"required {failed}", failed.suggestion)
        present = [plugin for plugin in plugins if _called(plugin, name)]
        if not present:
            if any(_called(found, name) for found in left_out):
                raise PluginError(f"required plugin {name!r} is installed, but not on {ALLOW}", f"add it to {ALLOW}")
            raise PluginError(f"required plugin {name!r} is not installed", f"pip install {requirement}")
        for plugin in present:
            if version and not _same(plugin.version, version):
                owner = plugin.found.owner
                raise PluginError(
                    f"plugin {requirement} is required, {owner} is installed", f"pip install {requirement}"
                )


def _called(plugin: LoadedPlugin | BrokenPlugin | Found, name: str) -> bool:
    return normal(name) in (normal(plugin.distribution), normal(plugin.name))


def _same(installed: str, wanted: str) -> bool:
    from packaging.version import InvalidVersion, Version

    try:
        return Version(installed) == Version(wanted)
    except InvalidVersion:
        return installed == wanted
