"""The example plugin through the command: listed, shown, used, required, left out, uninstalled."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(scope="module")
def installed(environment):
    environment.install_example()
    yield environment
    environment.uninstall_example()


def robust(environment, *arguments):
    return environment.run("-m", "robustbench_nlp", *arguments)


def listed(environment):
    done = robust(environment, "list-transforms", "--json")
    assert done.returncode == 0, done.stderr
    return {row["name"]: row for row in json.loads(done.stdout)}


def test_is_listed_beside_the_builtins(installed):
    rows = listed(installed)
    assert {"typo", "contraction", "identity", "spelling_variant"} <= set(rows)
    assert rows["spelling_variant"]["distribution"] == "robustbench-nlp-example"
    assert rows["spelling_variant"]["version"] == "0.1.0"
    assert rows["typo"]["distribution"] == "robustbench-nlp"


def test_is_shown(installed):
    done = robust(installed, "show", "spelling_variant")
    assert done.returncode == 0, done.stderr
    for expected in ("spelling_variant", "robustbench-nlp-example", "Apache-2.0", "direction", "colour"):
        assert expected in done.stdout


def test_rewrites_a_file(installed, tmp_path):
    data = tmp_path / "reviews.jsonl"
    rows = [{"text": "My favorite color.", "label": "pos"}, {"text": "No theater, please.", "label": "neg"}]
    data.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out = tmp_path / "pairs.jsonl"
    done = robust(installed, "transform", "--dataset", str(data), "--transform", "spelling_variant", "--out", str(out))
    assert done.returncode == 0, done.stderr
    written = out.read_text(encoding="utf-8")
    assert "My favourite colour." in written
    assert "No theatre, please." in written


def test_is_evaluated_and_named_in_the_report(installed, tmp_path):
    texts = {"My favorite color.": "pos", "My favourite colour.": "neg", "No theater, please.": "neg", "Dull.": "neg"}
    rows = [{"text": text, "label": "pos" if "favorite" in text else "neg"} for text in texts if "favour" not in text]
    answers = [{"text": text, "prediction": label} for text, label in {**texts, "No theatre, please.": "neg"}.items()]
    for name, lines in (("reviews.jsonl", rows), ("answers.jsonl", answers)):
        (tmp_path / name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    where = ("--dataset", str(tmp_path / "reviews.jsonl"), "--output", str(tmp_path / "run"))
    what = ("--predictions", str(tmp_path / "answers.jsonl"), "--transform", "spelling_variant,identity")
    done = robust(installed, "--strict-plugins", "--require-plugin", "spelling", "eval", *what, *where)
    assert done.returncode == 0, done.stderr
    assert "t:spelling_variant.v1(direction=to_uk,rate=1.0),identity.v1|" in done.stdout
    report = json.loads((tmp_path / "run" / "report.json").read_text(encoding="utf-8"))
    variant, control = report["results"]
    assert (variant["n"], variant["broke"], variant["fixed"], round(3 * variant["coverage"])) == (3, 1, 0, 2)
    assert (control["broke"], control["coverage"]) == (0, 0)
    assert ["robustbench-nlp-example", "0.1.0"] in report["environment"]["plugins"]


def test_can_be_required_and_the_version_counts(installed):
    assert robust(installed, "--require-plugin", "robustbench-nlp-example==0.1.0", "list-transforms").returncode == 0
    done = robust(installed, "--require-plugin", "robustbench-nlp-example==9", "list-transforms")
    assert done.returncode == 2
    assert "robustbench-nlp-example 0.1.0 is installed" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


def test_is_among_the_plugins(installed):
    done = robust(installed, "plugins", "--json")
    assert done.returncode == 0, done.stderr
    assert "robustbench-nlp-example" in done.stdout
    assert "spelling_variant" in done.stdout


def test_uninstalled_it_is_gone(installed):
    installed.uninstall_example()
    try:
        assert "spelling_variant" not in listed(installed)
        done = robust(installed, "show", "spelling_variant")
        assert done.returncode == 2
        assert "unknown transform 'spelling_variant'" in " ".join(done.stderr.split())
    finally:
        installed.install_example()
