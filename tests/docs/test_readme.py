from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from robustbench_nlp.cli.app import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.partition("#")[0].strip() for block in BLOCKS for line in block.splitlines() if line.startswith("robust ")
]


def test_the_first_line_says_what_this_is_not() -> None:
    first = README.splitlines()[0]
    assert "text" in first
    assert "image" in first


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_in_the_readme_exist_with_their_options(command: str) -> None:
    _, *arguments = shlex.split(command)
    sub = get_command(app)
    while hasattr(sub, "commands"):
        sub = sub.commands[arguments.pop(0)]
    known = {option for param in sub.params for option in (*param.opts, *param.secondary_opts)}
    assert {argument for argument in arguments if argument.startswith("-")} <= known


@pytest.mark.parametrize("path", sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")]), ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def test_ci_finds_the_test_command() -> None:
    found = re.search(r"<!-- tests -->\n```bash\n(.*?)\n```", README, re.DOTALL)
    assert found
    assert found[1].endswith("-m pytest")
