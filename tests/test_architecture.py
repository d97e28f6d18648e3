"""The house rules that can be read off the source: arrows between rooms, light imports, no global randomness."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "robustbench_nlp"

EVERYBODY = {
    "errors",
    "markers",
    "version",
    "cache_dir",
    "control_characters",
    "hub_patience",
    "local_path",
    "one_writer",
}
ARROWS = {
    "errors": set(),
    "markers": set(),
    "version": set(),
    "cache_dir": set(),
    "hub_patience": set(),
    "local_path": set(),
    "one_writer": set(),
    "control_characters": set(),
    "core": {"core"},
    "plugin": {"plugin", "core"},
    "fetch": {"fetch", "core"},
    "language": {"language", "fetch", "core"},
    "checks": {"checks", "language", "core"},
    "transforms": {"transforms", "language", "fetch", "core"},
    "readers": {"readers", "fetch", "core"},
    "classifiers": {"classifiers", "core"},
    "stats": {"stats", "core"},
    "report": {"report", "stats", "core"},
    "runner": {"runner", "plugin", "stats", "core"},
    "study": {"study", "runner", "report", "stats", "plugin", "core"},
    "audit": {"audit", "runner", "report", "stats", "plugin", "core"},
    "judges": {"judges", "core"},
    "testing": {"testing", "plugin", "core"},
    "api": {"runner", "report", "plugin", "core"},
    "cli": {"cli", "api", "study", "audit", "runner", "report", "plugin", "core"},
}
HEAVY = ("torch", "transformers", "datasets", "spacy", "nltk", "pandas", "scipy", "sklearn", "numpy", "pyarrow")


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield node.module or ""


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_follow_the_arrows(path: Path) -> None:
    if path.parent == PACKAGE and path.name in {"__init__.py", "__main__.py"}:
        return
    allowed = ARROWS[room(path)] | EVERYBODY
    for name in imports(ast.parse(path.read_text("utf-8"))):
        if name.startswith("robustbench_nlp."):
            assert name.split(".")[1] in allowed, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=lambda p: p.name)
def test_core_needs_only_the_standard_library(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    guarded = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)) and id(node) not in guarded:
            for name in imports(ast.Module([node], [])):
                top = name.split(".")[0]
                assert top in sys.stdlib_module_names or top == "robustbench_nlp", f"{path.name} imports {name}"


FORBIDDEN = re.compile(
    r"random\.seed\(|np\.random\.(?!Generator|default_rng|SeedSequence|Philox|get_state|set_state)|numpy\.random\.(?!Generator|default_rng)"
    r"|torch\.manual_seed|pickle\.(?:load|dump)|import pickle|(?<![.\w])(?:eval|exec)\(|os\.system|shell=True"
    r"|\.extractall\("
)


@pytest.mark.parametrize("path", sources(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_global_randomness_no_pickle_no_code_from_data(path: Path) -> None:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        code = line.partition("#")[0]
        assert not FORBIDDEN.search(code), f"{path}:{number}: {line.strip()}"


def test_no_room_for_leftovers() -> None:
    names = {path.name for path in sources()}
    assert not names & {"utils.py", "util.py", "helpers.py", "misc.py", "common.py"}


def test_files_are_small() -> None:
    lengths = sorted(len(path.read_text("utf-8").splitlines()) for path in sources() if path.name != "__init__.py")
    assert lengths[len(lengths) // 2] < 100
    assert lengths[-1] <= 250


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sorted(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


@pytest.mark.parametrize(
    "code",
    [
        "import robustbench_nlp",
        "import robustbench_nlp; robustbench_nlp.evaluate; robustbench_nlp.TransformSpec",
        "from robustbench_nlp.cli.app import app\nfrom typer.testing import CliRunner\n"
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0",
        "from robustbench_nlp.cli.app import app\nfrom typer.testing import CliRunner\n"
        "assert CliRunner().invoke(app, ['list-transforms']).exit_code == 0",
        "from robustbench_nlp.plugin.catalog import load_catalog\nload_catalog()",
    ],
)
def test_light_commands_load_nothing_heavy(code: str) -> None:
    assert not loaded_by(code) & set(HEAVY)
