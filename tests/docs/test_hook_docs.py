"""docs/plugins.md is held against the code: signatures, fields, and a quick start that works as printed."""

from __future__ import annotations

import dataclasses
import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from robustbench_nlp.core.kinds import Event
from robustbench_nlp.plugin import hookspecs

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
SPECS = [*(hook.spec for hook in hookspecs.DECLARING), Event]
FILE = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TABLE_ROW = re.compile(r"^\| `(\w+)` \| (?:`(.+?)`)? ?\|", re.MULTILINE)


def signature(name: str) -> str:
    return name + str(inspect.signature(getattr(hookspecs, name))).replace("'", "")


def test_every_hook_is_documented_with_its_exact_signature():
    headings = re.findall(r"^### `(robust_.*)`$", GUIDE, re.MULTILINE)
    assert sorted(headings) == sorted(signature(name) for name in hookspecs.NAMES)


def test_the_list_of_hooks_is_complete():
    marked = {name for name, value in vars(hookspecs).items() if hasattr(value, "robustbench_nlp_spec")}
    assert marked == set(hookspecs.NAMES)
    assert all(len(inspect.getdoc(getattr(hookspecs, name))) > 40 for name in marked)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.__name__)
def test_every_field_is_documented_with_its_default(spec):
    _, table, rest = GUIDE.partition(f"| `{spec.__name__}` | default | meaning |\n")
    assert table, f"no table for {spec.__name__}"
    rows = TABLE_ROW.findall(rest.partition("\n\n")[0])
    expected = []
    for field in dataclasses.fields(spec):
        default = "" if field.default is dataclasses.MISSING else repr(field.default)
        expected.append((field.name, re.sub(r"<(.*): .*>", r"\1", default)))
    assert rows == expected


def test_every_python_block_compiles():
    blocks = re.findall(r"^```python\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 5
    for block in blocks:
        compile(block, "docs/plugins.md", "exec")


def test_the_kit_is_documented_as_it_is():
    import robustbench_nlp.testing as kit

    rows = re.findall(r"^\| `(\w+)(\(.*?\))` \|", GUIDE, re.MULTILINE)
    assert {name for name, _ in rows} == set(kit.__all__)
    for name, written in rows:
        parameters = inspect.signature(getattr(kit, name)).parameters.values()
        plain = ", ".join(p.name if p.default is p.empty else f'{p.name}="{p.default}"' for p in parameters)
        plain = plain.replace('"0"', "0")
        assert written == f"({plain})" or len(parameters) == 1


@pytest.fixture(scope="module")
def quick_start(tmp_path_factory):
    """The files of the quick start, built by the backend they name and unpacked as an installer would."""
    files = dict(FILE.findall(GUIDE))
    assert set(files) == {"pyproject.toml", "src/robust_ampersand/__init__.py", "tests/test_contract.py"}
    project = tmp_path_factory.mktemp("quick-start")
    for name, content in files.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    build = "from hatchling.build import build_wheel; print(build_wheel('dist'))"
    subprocess.run([sys.executable, "-c", build], cwd=project, check=True, capture_output=True)
    (wheel,) = (project / "dist").glob("*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(project / "site")
    return project


def run(project: Path, *command: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([str(project / "site"), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, "ROBUST_PLUGINS": "robust-ampersand"}
    return subprocess.run(
        [sys.executable, *command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )


def test_quick_start_is_found_and_rewrites(quick_start):
    code = """
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.testing import apply
entry = load_catalog(required=["robust-ampersand==1.0"]).find("transforms", "ampersand")
print(entry.owner, entry.licence, entry.author, entry.builtin, sep="|")
print(apply(entry.spec, "and and and and"))
"""
    done = run(quick_start, "-c", code)
    assert done.returncode == 0, done.stderr
    about, rewritten = done.stdout.splitlines()
    assert about == "robust-ampersand 1.0|MIT|Ada Example|False"
    assert "&" in rewritten


def test_quick_start_passes_its_own_tests(quick_start):
    done = run(quick_start, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert done.returncode == 0, done.stdout
    assert "1 passed" in done.stdout


def test_the_kinds_of_event_are_those_that_a_run_has():
    listed = re.search(r"kind is one of: (.*)\.", inspect.getdoc(Event))[1].split(", ")
    _, table, rest = GUIDE.partition("| kind | data | when |\n|---|---|---|\n")
    assert table
    assert re.findall(r"^\| `(\w+)` \|", rest.partition("\n\n")[0], re.MULTILINE) == listed


REVIEWS = "positive\tA great film.\nnegative\tA dull film.\npositive\tGreat fun.\nnegative\tNothing at all.\n"


def test_the_plugin_with_one_of_each_works_as_printed(tmp_path):
    blocks = re.findall(r"^```python\n# (robust_parts/\w+\.py)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in blocks] == ["robust_parts/__init__.py", "robust_parts/parts.py"]
    site = tmp_path / "site"
    info = site / "robust_parts-1.0.dist-info"
    for path, content in (
        *((site / name, code) for name, code in blocks),
        (info / "METADATA", "Metadata-Version: 2.1\nName: robust-parts\nVersion: 1.0\n"),
        (info / "entry_points.txt", "[robustbench_nlp]\nparts = robust_parts\n"),
        (tmp_path / "reviews.lines", REVIEWS),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    path = os.pathsep.join([str(site), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": path, "ROBUST_CACHE": str(tmp_path / "cache"), "ROBUST_PLUGINS": "parts"}
    asked = ["--dataset", "reviews.lines", "--model", "words:great,Great", "--transform", "identity,punctuation@5"]
    how = ["--engine", "backwards", "--format", "brief", "--quiet", "--output", "run"]
    done = subprocess.run(
        [sys.executable, "-m", "robustbench_nlp", "--strict-plugins", "eval", *asked, *how],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == "identity 1.000\npunctuation@5 1.000\n"
    spec = json.loads((tmp_path / "run" / "report.json").read_text("utf-8"))["spec"]
    assert "shouting.v1" in spec["checks"]
    assert spec["model_digest"] == "words.v1:great,Great"
