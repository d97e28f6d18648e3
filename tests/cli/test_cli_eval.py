from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from robustbench_nlp.core.edits import apply_edits
from robustbench_nlp.core.outcome import Status
from robustbench_nlp.report.document import read_report
from robustbench_nlp.report.outcomes import read_outcomes
from robustbench_nlp.stats.drop_interval import tango

EVAL = ("eval", "--model", "python:lexicon:by_words", "--dataset", "reviews.csv")


def test_the_table_says_what_was_measured(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    done = here(*EVAL, "--transform", "identity,typo(rate=1),contraction", "--output", "run")
    assert done.returncode == 0, done.stderr
    for expected in (
        "drop [95 % CI]",
        "0 (control)",
        "not audited",
        "t:identity.v1,typo.v1(",
        "|n:300|",
        "|s:0|draws:1|",
    ):
        assert expected in done.stdout
    report = read_report(workplace / "run")
    assert [r.transform for r in report.results] == ["identity", "typo(rate=1.0)", "contraction@3"]
    outcomes, labels = read_outcomes(workplace / "run" / "outcomes.parquet")
    assert labels == ("negative", "positive")
    assert len(outcomes) == 900
    for outcome in outcomes:
        assert apply_edits(outcome.before, outcome.rewritten.edits) == outcome.rewritten.text
        if outcome.rewritten.status is Status.UNCHANGED:
            assert outcome.predicted_before == outcome.predicted_after
    # Every figure can be made again from the rows.
    typo = report.results[1]
    mine = [o for o in outcomes if o.rewritten.transform == "typo(rate=1.0)"]
    broke = sum(o.right_before and not o.right_after for o in mine)
    fixed = sum(o.right_after and not o.right_before for o in mine)
    assert (typo.broke, typo.fixed, typo.n) == (broke, fixed, 300)
    assert typo.drop is not None
    assert typo.drop == tango(broke, fixed, 300)
    assert broke > 10, "typos in the words the classifier knows must cost it"
    assert report.results[0].broke == report.results[0].fixed == 0
    assert report.results[0].p_holm is None


def test_same_question_same_digest_whoever_works(robust, here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    question = (*EVAL, "--transform", "typo,casing(mode=upper),typo+contraction", "--draws", "2", "--quiet")
    digests = []
    # Here and in other processes, which have other hash seeds.
    asked = [(here, "--workers", "1"), (robust, "--workers", "2"), (here, "--engine", "processes", "--workers", "1")]
    for i, (run, *more) in enumerate(asked):
        done = run(*question, *more, "--output", f"run{i}")
        assert done.returncode == 0, done.stderr
        digests.append(read_report(workplace / f"run{i}").digest)
    # Another cache: nothing is known yet.
    assert robust(*question, "--output", "cold", ROBUST_CACHE=str(workplace / "cold-cache")).returncode == 0
    digests.append(read_report(workplace / "cold").digest)
    assert len(set(digests)) == 1
    assert here(*question, "--seed", "1", "--output", "other").returncode == 0
    assert read_report(workplace / "other").digest != digests[0]


def test_json_and_quiet(robust) -> None:  # type: ignore[no-untyped-def]
    done = robust(*EVAL, "--transform", "casing(mode=upper)", "--json", "--limit", "50")
    report = json.loads(done.stdout)
    assert report["n"] == 50
    assert report["class_counts"] == [25, 25]
    assert done.stderr == ""


def test_max_drop_is_an_exit_code(here) -> None:  # type: ignore[no-untyped-def]
    question = (*EVAL, "--transform", "typo(rate=1)", "--output", "run", "--quiet")
    assert here(*question, "--max-drop", "99").returncode == 0
    done = here(*question, "--max-drop", "0.5")
    assert done.returncode == 1
    assert "typo(rate=1.0)" in done.stderr


def test_texts_can_be_scored_elsewhere(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    what = ("--dataset", "reviews.csv", "--transform", "typo,casing(mode=upper)", "--seed", "3")
    for name in ("texts.jsonl", "texts.csv", "texts.parquet"):
        done = here("transform", *what, "--out", name)
        assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (workplace / "texts.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 900
    sys.path.insert(0, str(workplace))
    try:
        from lexicon import by_words  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(workplace))
    with (workplace / "answers.jsonl").open("w", encoding="utf-8") as file:
        for row, (negative, positive) in zip(rows, by_words([row["text"] for row in rows]), strict=True):
            answer = {"text": row["text"], "probabilities": {"negative": negative, "positive": positive}}
            file.write(json.dumps(answer) + "\n")
    there = here("eval", "--predictions", "answers.jsonl", *what, "--output", "there")
    assert there.returncode == 0, there.stderr
    assert here(*EVAL[:3], *what, "--output", "here").returncode == 0
    figures = [
        [(r.broke, r.fixed, r.drop) for r in read_report(workplace / name).results] for name in ("here", "there")
    ]
    assert figures[0] == figures[1]
    other_seed = here("eval", "--predictions", "answers.jsonl", *what[:-1], "4")
    assert other_seed.returncode == 2
    assert "robust transform" in other_seed.stderr


SLOW_MODEL = """
import time
from pathlib import Path
from lexicon import by_words as fast

def by_words(texts):
    if Path("slowly").exists():
        time.sleep(0.02 * len(texts))
    return fast(texts)

by_words.labels = fast.labels
by_words.version = "slow-1"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals of Unix")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_goes_on(robust, workplace: Path, told: signal.Signals) -> None:  # type: ignore[no-untyped-def]
    (workplace / "slow.py").write_text(SLOW_MODEL, "utf-8")
    (workplace / "slowly").touch()
    question = [
        "eval",
        "--model",
        "python:slow:by_words",
        "--dataset",
        "reviews.csv",
        "--transform",
        "typo",
        "-o",
        "run",
    ]
    environment = {**os.environ, "ROBUST_CACHE": str(workplace / "cache"), "ROBUST_PLUGINS": ""}
    process = subprocess.Popen(
        [sys.executable, "-m", "robustbench_nlp", *question],
        cwd=workplace,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not (workplace / "run" / ".robust-work" / "shard-000001.jsonl").exists():
        assert process.poll() is None, process.stderr.read()  # type: ignore[union-attr]
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(1.5)
    process.send_signal(told)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert "--resume" in said
    assert not (workplace / "run" / "report.json").exists()
    (workplace / "slowly").unlink()
    done = robust(*question, "--resume", ROBUST_CACHE=str(workplace / "cache"))
    assert done.returncode == 0, done.stderr
    plain = robust(*question[:-1], "plain")
    assert plain.returncode == 0
    one, other = read_report(workplace / "run"), read_report(workplace / "plain")
    assert replace(one, timing=()) == replace(other, timing=())
    rows, others = ((workplace / name / "outcomes.parquet").read_bytes() for name in ("run", "plain"))
    assert rows == others
    assert not (workplace / "run" / ".robust-work").exists()
