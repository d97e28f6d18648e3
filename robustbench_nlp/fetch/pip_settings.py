"""Where the user's pip looks for packages, and how it gets there."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import dataclass

from robustbench_nlp.errors import ResourceMissing

DEFAULT_INDEX = "https://pypi.org/simple"
SECTIONS = ("global", "download", ":env:")
"""What `pip download` would look at; later ones win."""


@dataclass(frozen=True)
class PipSettings:
    """The part of pip's configuration that says where files come from."""

    indexes: tuple[str, ...]
    find_links: tuple[str, ...]
    proxy: str = ""
    cert: str = ""
    client_cert: str = ""
    trusted_hosts: tuple[str, ...] = ()
    """Hosts, or hosts with a port, whose certificate is not looked at; every file is checked by its digest."""
    timeout: float = 15.0


def pip_settings() -> PipSettings:
    """Ask pip, which merges its files and environment variables itself; `ResourceMissing` where there is no pip."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "config", "list"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise ResourceMissing(f"cannot ask pip for its configuration: {error}", "is pip installed here?") from error
    return read_settings(said)


def read_settings(listed: str) -> PipSettings:
    """Settings from the lines of `pip config list`, which come sorted; the environment wins, then the command's own."""
    sections: dict[str, dict[str, str]] = {section: {} for section in SECTIONS}
    for line in listed.splitlines():
        key, equals, value = line.partition("=")
        section, _, option = key.rpartition(".")
        if equals and section in sections:
            sections[section][option] = str(ast.literal_eval(value))
    found = {option: value for section in SECTIONS for option, value in sections[section].items()}
    indexes = [*(_words(found, "index-url") or [DEFAULT_INDEX]), *_words(found, "extra-index-url")]
    if found.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        indexes = []
    return PipSettings(
        indexes=tuple(indexes),
        find_links=tuple(_words(found, "find-links")),
        proxy=found.get("proxy", ""),
        cert=found.get("cert", ""),
        client_cert=found.get("client-cert", ""),
        trusted_hosts=tuple(_words(found, "trusted-host")),
        timeout=min(float(found.get("timeout") or found.get("default-timeout") or 15), 30.0),
    )


def _words(found: dict[str, str], option: str) -> list[str]:
    return found.get(option, "").split()
