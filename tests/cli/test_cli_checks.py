"""Label checks as a user meets them: in the footer of every format, in the rows, in a preview."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.core.outcome import Status
from robustbench_nlp.report.document import read_report
from robustbench_nlp.report.outcomes import read_outcomes

PLUGIN = """
from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.transform import TransformSpec, per_text
from robustbench_nlp.markers import hookimpl

make = per_text(lambda text, rng: text.replace("isn't", "is") if rng.chance(0.5) else text.replace("story", "tale"))

@hookimpl
def robust_transforms():
    claim = Claim(LabelEffect.KEEPS, because="made up for a test")
    yield TransformSpec("careless", "drops some a not", "acme_flip:make", claim, Level.WORD)
    yield TransformSpec("careful", "the same", "acme_flip:make", claim, Level.WORD, checks=("negation",))
"""


@pytest.fixture
def acme(workplace: Path) -> Path:
    """A plugin beside the data, as an installer would leave it."""
    (workplace / "acme_flip.py").write_text(PLUGIN, "utf-8")
    info = workplace / "acme_flip-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-flip\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[robustbench_nlp]\nflip = acme_flip\n", "utf-8")
    return workplace


def test_flags_and_discards_are_counted_in_every_format_and_kept_in_the_rows(robust, acme: Path) -> None:  # type: ignore[no-untyped-def]
    question = ("--model", "python:lexicon:by_words", "--dataset", "reviews.csv", "--transform", "careless,careful")
    done = robust("eval", *question, "--output", "run", "--workers", "2", ROBUST_PLUGINS="acme-flip")
    assert done.returncode == 0, done.stderr
    careless, careful = read_report(acme / "run").results
    (flagged,), (discarded,) = careless.flags, careful.discarded
    assert flagged[0] == discarded[0] == "negation"
    assert 100 < flagged[1] < 200
    assert careless.discarded == careful.flags == ()
    # The streams of the two differ, but what is left of the careful one is what the check let pass.
    assert careful.coverage == pytest.approx(1 - discarded[1] / 300)
    assert careless.coverage == 1

    outcomes, _ = read_outcomes(acme / "run" / "outcomes.parquet")
    rows = [o.rewritten for o in outcomes]
    assert sum(bool(r.flags) for r in rows if r.transform == "careless") == flagged[1]
    gone = [r for r in rows if r.discarded]
    assert len(gone) == discarded[1]
    assert {(r.transform, r.status, r.discarded) for r in gone} == {
        ("careful", Status.UNCHANGED, ("negation: 'not' gone",))
    }
    assert all("isn't" in r.text for r in gone)

    for name in ("console", "markdown", "html", "latex"):
        shown = robust("report", "run", "--format", name, ROBUST_PLUGINS="acme-flip")
        assert shown.returncode == 0, shown.stderr
        text = " ".join(shown.stdout.split())
        assert f"Flagged by label checks: careless (negation {flagged[1]})" in text
        assert "an audit should look at them first" in text
        assert f"requires: careful (negation {discarded[1]})" in text
        assert "Those texts count as unchanged" in text


def test_preview_shows_what_was_flagged_and_what_was_discarded(robust, acme: Path) -> None:  # type: ignore[no-untyped-def]
    done = robust("preview", "-t", "careless,careful", "-d", "reviews.csv", "-n", "2", ROBUST_PLUGINS="acme-flip")
    assert done.returncode == 0, done.stderr
    assert "200 of 200 texts changed; flagged: negation" in done.stdout
    assert "discarded: negation: 'not' gone" in done.stdout
    assert "; discarded: negation" in done.stdout


@pytest.mark.parametrize("name", ["negate", "antonym"])
def test_direction_controls_have_no_drop(robust, name: str) -> None:  # type: ignore[no-untyped-def]
    question = (
        "eval",
        "--model",
        "python:lexicon:by_words",
        "--dataset",
        "reviews.csv",
        "--transform",
        f"typo+{name}@5",
    )
    done = robust(*question)
    assert done.returncode == 2
    assert "changes the label by design" in done.stderr


def test_direction_controls_can_be_written_and_are_flagged(robust, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    done = robust("transform", "-t", "antonym@5", "-d", "reviews.csv", "--out", "a.jsonl", "--limit", "40")
    assert done.returncode == 0, done.stderr
    text = (workplace / "a.jsonl").read_text("utf-8")
    assert '"flags": ["' in text
    assert '"discarded": []' in text
