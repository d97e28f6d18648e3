"""docs/models.md: its function, its script and its commands, run as they are printed."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

PAGE = (Path(__file__).parents[2] / "docs" / "models.md").read_text("utf-8")
SCRIPTS = {source.split()[1].strip(",:"): source for source in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)}
COMMANDS = re.findall(r"^robust (.*)$", PAGE, re.MULTILINE)


def test_what_the_page_prints_runs(here: Run, workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "my_model", raising=False)
    assert set(SCRIPTS) == {"my_model.py", "answer.py"}
    for name, source in SCRIPTS.items():
        (workplace / name).write_text(source, "utf-8")
    by_function, transform, by_file = COMMANDS
    assert "m:python:my_model:predict|" in output_of(here, by_function)
    output_of(here, transform)
    subprocess.run([sys.executable, "answer.py"], cwd=workplace, check=True)
    assert "m:predictions:answers.jsonl@" in output_of(here, by_file)


def output_of(here: Run, command: str) -> str:
    done = here(*shlex.split(command))
    assert done.returncode == 0, done.stderr
    return done.stdout
