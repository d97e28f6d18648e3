"""Help, and options of the program that stand where they do not belong."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from robustbench_nlp.cli.app import app
from robustbench_nlp.errors import UsageError


def run(*command: str):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(app, command)


@pytest.mark.parametrize(
    "command", ["eval --strict-plugins", "list-transforms --require-plugin acme", "audit plan run --strict-plugins"]
)
def test_an_option_of_the_program_behind_the_command_is_told_where_it_belongs(command):
    error = run(*command.split()).exception
    assert isinstance(error, UsageError)
    option = next(word for word in command.split() if word.startswith("--"))
    assert error.message == f"{option} belongs before the command"
    assert error.hint == f"robust {option} ... {command.split()[0]} ..."


def test_any_other_unknown_option_is_typers_to_tell():
    assert "No such option: --strict" in run("show", "typo", "--strict").output


@pytest.mark.parametrize("command", ["-h", "audit -h"])
def test_the_list_of_commands_is_not_cut(command):
    said = run(*command.split()).stdout
    assert "..." not in said.partition("Commands:")[2]
    assert said.partition("Commands:")[2].count(".\n") >= 10


def test_the_help_names_the_variable():
    assert "ROBUST_PLUGINS=a,b" in run("-h").stdout
