"""Help, and options of the program that stand where they do not belong."""

from __future__ import annotations

import re

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


@pytest.mark.parametrize("command", ["eval", "transform", "preview", "train", "augment"])
def test_the_help_says_which_split_is_taken(command):
    said = " ".join(run(command, "-h").stdout.split())
    split = "train, or the only one" if command in {"train", "augment"} else "test, validation, or the only one"
    assert f"Which split; else {split}." in said


def test_the_help_of_training_names_the_recipe():
    from robustbench_nlp.classifiers.bow import train as bow
    from robustbench_nlp.classifiers.transformer import recipe

    said = " ".join(run("train", "-h").stdout.split())
    assert f"Passes over the data; else {recipe.EPOCHS:g}, of the bag of words {bow.EPOCHS:g}." in said
    assert f"Texts per step; else {recipe.BATCH}, of the bag of words {bow.BATCH}." in said
    rates = re.search(r"Peak learning rate; else (\S+), of the bag of words (\S+)\.", said)
    assert rates
    assert tuple(map(float, rates.groups())) == (recipe.LEARNING_RATE, bow.LEARNING_RATE)


def test_where_results_go_may_be_called_as_everywhere_else():
    said = run("eval", "-h").stdout
    assert "-o, --output, --out " in said
    assert "-f, --format " in said
