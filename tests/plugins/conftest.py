"""Distributions to load plugins from.

Fake ones: real metadata and modules in a folder on sys.path, as an installer would leave them. And a real one, built
and installed with pip into a virtual environment.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from textwrap import dedent

import pytest

import robustbench_nlp

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "plugins" / "robustbench-nlp-example"

HEAD = """
from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.kinds import ClassifierSpec, DatasetSpec, RendererSpec
from robustbench_nlp.core.transform import TransformSpec, per_text
from robustbench_nlp.markers import hookimpl

def spec(name, **more):
    claim = Claim(LabelEffect.KEEPS, because="made up for a test")
    return TransformSpec(name, "a fake", __name__ + ":make", claim, Level.WORD, **more)

make = per_text(lambda text, rng: text.upper())
"""


class Site:
    """A site-packages folder to install fake distributions into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(
        self,
        name: str,
        code: str | None,
        *,
        version: str = "1.0",
        point: str | None = None,
        target: str | None = None,
        metadata: str = "",
        entry_points: str | None = None,
    ) -> Path:
        """A distribution with one module and one entry point; returns the metadata folder."""
        module = f"{name.lower().replace('-', '_')}_module"
        if code is not None:
            (self.folder / f"{module}.py").write_text(HEAD + dedent(code), encoding="utf-8")
        info = self.folder / f"{name.replace('-', '_')}-{version}.dist-info"
        info.mkdir()
        text = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{metadata}"
        (info / "METADATA").write_text(text, encoding="utf-8")
        if entry_points is None:
            entry_points = f"[robustbench_nlp]\n{point or name + '-point'} = {target or module}\n"
        (info / "entry_points.txt").write_text(entry_points, encoding="utf-8")
        importlib.invalidate_caches()
        return info

    def declare(self, name: str, *transforms: str, **more: str) -> Path:
        """A working distribution with these transforms."""
        lines = "".join(f"    yield spec({transform!r})\n" for transform in transforms)
        return self.install(name, f"@hookimpl\ndef robust_transforms():\n{lines}", **more)


def _site(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.syspath_prepend(str(folder))
    return Site(folder)


@pytest.fixture
def empty_site(tmp_path, monkeypatch):
    """Nothing installed in it."""
    monkeypatch.delenv("ROBUST_PLUGINS", raising=False)
    before = set(sys.modules)
    yield _site(tmp_path / "site", monkeypatch)
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", None) or "").startswith(str(tmp_path)):
            del sys.modules[name]


@pytest.fixture
def site(empty_site):
    """A copy of our own distribution in it, with few and known built-ins."""
    code = """
    @hookimpl
    def robust_transforms():
        yield spec("typo")
        yield spec("identity", control=True)

    @hookimpl
    def robust_datasets():
        yield DatasetSpec("sample", "small", "x:read", aliases=("movies",))

    @hookimpl
    def robust_classifiers():
        yield ClassifierSpec("bow", "words", "x:load", bases=("words",))
    """
    empty_site.install("robustbench-nlp", code, version="0.1.0", metadata="License-Expression: Apache-2.0\n")
    return empty_site


@pytest.fixture
def second_site(tmp_path, monkeypatch, site):
    """Another folder, after the first on sys.path."""
    folder = tmp_path / "second"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [sys.path[0], str(folder), *sys.path[1:]])
    return Site(folder)


class Environment:
    """A virtual environment of its own that sees, but cannot touch, the packages of the running one."""

    def __init__(self, folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
        scripts = "Scripts" if os.name == "nt" else "bin"
        self.python = folder / scripts / "python"
        code = "import sysconfig; print(sysconfig.get_path('purelib'))"
        own = Path(self._output(str(self.python), "-c", code).strip())
        seen = dict.fromkeys([*packages_seen(), str(Path(robustbench_nlp.__file__).parents[1])])
        (own / "running_environment.pth").write_text("\n".join(seen) + "\n", encoding="utf-8")

    def pip(self, *arguments: str) -> str:
        """Run the running environment's pip on this one."""
        return self._output(sys.executable, "-m", "pip", "--python", str(self.python), "--no-input", *arguments)

    def install_example(self) -> str:
        """Build a wheel from the source and install it."""
        return self.pip("install", "--no-deps", "--no-build-isolation", "--no-index", str(EXAMPLE))

    def uninstall_example(self) -> str:
        """Take it out again."""
        return self.pip("uninstall", "--yes", "robustbench-nlp-example")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run its Python, away from the source tree."""
        environment = {
            name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "ROBUST_PLUGINS")
        }
        return subprocess.run(
            [str(self.python), *arguments],
            cwd=self.python.parent,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    @staticmethod
    def _output(*command: str) -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def packages_seen() -> list[str]:
    """Folders the running environment imports packages from, checkouts installed as editable among them."""
    standard = {Path(sysconfig.get_path(kind)) for kind in ("stdlib", "platstdlib")}
    standard |= {folder / "lib-dynload" for folder in standard}
    folders = [Path(entry) for entry in sys.path if entry and Path(entry).is_dir()]
    return [str(f) for f in folders if f not in standard and not f.is_relative_to(ROOT / "tests")]


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    """One for all tests of a session; whoever installs something takes it out again."""
    return Environment(tmp_path_factory.mktemp("environment") / "venv")
