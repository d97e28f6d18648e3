from __future__ import annotations

import dataclasses
import re
import shlex
from pathlib import Path

import pytest
from typer.main import get_command

from robustbench_nlp.cli.app import app
from robustbench_nlp.study import result

DOCS = (Path(__file__).parents[2] / "docs" / "study-method.md").read_text("utf-8")
SCHEMA = DOCS.partition("<!-- schema -->")[2].partition("<!-- /schema -->")[0]
KINDS = (result.Study, result.Arm, result.Row, result.Drop, result.Contrast, result.OnOriginals, result.Data)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_is_explained(kind: type) -> None:
    named = set(re.findall(r"`(\w+)`", SCHEMA))
    assert {field.name for field in dataclasses.fields(kind)} <= named


def test_the_schema_is_named() -> None:
    assert result.SCHEMA in DOCS


def test_the_commands_exist() -> None:
    known = {opt for param in get_command(app).commands["study"].params for opt in param.opts}  # type: ignore[attr-defined]
    commands = [line for line in DOCS.splitlines() if line.startswith("robust study")]
    assert commands
    for command in commands:
        assert {part for part in shlex.split(command) if part.startswith("-")} <= known
    assert set(re.findall(r"`(--[a-z-]+)", DOCS)) <= known
