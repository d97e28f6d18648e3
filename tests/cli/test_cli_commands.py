"""Every command as a user meets it: as a process of its own, judged by what it prints, writes and returns."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tarfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from robustbench_nlp.core.edits import Edit, apply_edits
from robustbench_nlp.report.document import read_report
from robustbench_nlp.version import __version__

BUILT_IN = ["casing", "contraction", "identity", "punctuation", "typo", "whitespace"]
EVAL = ("eval", "--model", "python:lexicon:by_words", "--dataset", "reviews.csv")


def succeeded(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stdout + done.stderr, "colours where nobody sees them"
    return done.stdout


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    first, *hint = done.stderr.strip().splitlines()
    assert first.startswith("error: "), done.stderr
    assert [line[:6] for line in hint] in ([], ["hint: "]), done.stderr
    return done.stderr


@pytest.fixture
def start(workplace: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.Popen[str]]:
    """Starts Python in the work place, as the fixture `robust` does, and does not wait for it."""
    own = {"ROBUST_CACHE": str(tmp_path_factory.mktemp("cache")), "ROBUST_PLUGINS": "", "HF_HUB_OFFLINE": "1"}

    def go(*arguments: str, stdout: Any = subprocess.PIPE) -> subprocess.Popen[str]:
        command, environment = [sys.executable, *arguments], {**os.environ, **own}
        return subprocess.Popen(
            command, cwd=workplace, env=environment, text=True, stdout=stdout, stderr=subprocess.PIPE
        )

    return go


def finished(process: subprocess.Popen[str]) -> subprocess.CompletedProcess[str]:
    out, said = process.communicate(timeout=120)
    return subprocess.CompletedProcess(process.args, process.returncode, out, said)


def test_version_and_help(robust) -> None:  # type: ignore[no-untyped-def]
    assert succeeded(robust("--version")) == f"robustbench-nlp {__version__}\n"
    said = succeeded(robust("--help"))
    for command in "demo eval train preview transform list-transforms show report fetch plugins doctor".split():
        assert re.search(rf"^  {command} ", said, re.MULTILINE), command
    for help_page in (said, succeeded(robust("audit", "--help"))):
        assert "..." not in help_page.partition("Commands:")[2], "a summary is cut off"
    assert "--max-drop" in succeeded(robust("eval", "-h"))


def test_list_transforms(here) -> None:  # type: ignore[no-untyped-def]
    said = succeeded(here("list-transforms"))
    for name in BUILT_IN:
        assert re.search(rf"^ *{name} .*built in", said, re.MULTILINE), name
    cards = {card["name"]: card for card in json.loads(succeeded(here("list-transforms", "--json")))}
    assert set(BUILT_IN) <= set(cards)
    assert all(card["summary"] and card["because"] and card["licence"] for card in cards.values())
    assert cards["identity"]["control"]
    assert {param["name"]: param["high"] for param in cards["typo"]["params"]}["rate"] == 1
    assert len(cards["typo"]["severities"]) == 5


def test_show(here) -> None:  # type: ignore[no-untyped-def]
    said = succeeded(here("show", "typo"))
    for expected in ("label      keeps", "rate=", "from 0 to 1", "@1", "@5", "examples", "Apache-2.0"):
        assert expected in said
    assert "did you mean 'typo'?" in refused(here("show", "tpyo"))


def test_plugins(here) -> None:  # type: ignore[no-untyped-def]
    said = succeeded(here("plugins"))
    assert "builtin_transforms" in said
    assert __version__ in said
    listed = json.loads(succeeded(here("plugins", "--json")))
    offers = {plugin["name"]: plugin["offers"] for plugin in listed["plugins"]}
    assert set(BUILT_IN) <= set(offers["builtin_transforms"]["transforms"])
    assert listed["broken"] == []


def test_doctor(here, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "file").write_text("in the way", "utf-8")
    said = succeeded(here("doctor", ROBUST_CACHE=str(tmp_path / "file" / "cache")))
    for expected in (f"robustbench-nlp {__version__}", "Python 3.", "torch ", "cpu", "processors", "0 broken"):
        assert expected in said
    assert "movies: not here; robust fetch movies" in said
    assert "cannot be written" in said


def test_fetch_lists_what_there_is_and_takes_only_the_right_file(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    said = succeeded(here("fetch"))
    assert re.search(r"^ *movies .*to fetch.*2\.5 MB.*MIT", said, re.MULTILINE)
    assert "did you mean 'movies'?" in refused(here("fetch", "moives"))
    with tarfile.open(workplace / "other.tar.gz", "w:gz") as archive:
        archive.add(workplace / "reviews.csv", "reviews.csv")
    assert "sha256" in refused(here("fetch", "movies", "--from", "other.tar.gz"))
    assert "cannot read nowhere.tar.gz" in refused(here("fetch", "amazon", "--from", "nowhere.tar.gz"))
    assert "--from needs the name" in refused(here("fetch", "--from", "other.tar.gz"))
    assert "robust fetch movies" in refused(here(*EVAL[:3], "--dataset", "amazon", "--transform", "typo"))


def test_preview_marks_edits_without_colours(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    long = "calm and quiet scenery " * 9_000
    (workplace / "one.csv").write_text(f"text,label\nIt isn't [bold]bad[/bold].,1\n{long},0\n", "utf-8")
    said = succeeded(here("preview", "--transform", "contraction,casing(rate=0.0001),identity", "--dataset", "one.csv"))
    assert re.search(r"contraction@3  .*\n.*\n  1 of 2 texts changed", said)
    assert "It [-isn't-]{+is not+} [bold]bad[/bold]." in said
    assert "(expand n't)" in said
    assert re.search(r"identity  .*\n.*\n  0 of 2 texts changed", said)
    assert len(said) < 2_000, "long texts are cut to the neighbourhood of their edits"


def test_preview_takes_the_ids_that_a_run_would(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "one.csv").write_text(
        "key,text,label\nrow-7,Dull film.,negative\nrow-8,Good film.,positive\n", "utf-8"
    )
    said = succeeded(here("preview", "--transform", "whitespace@5", "--dataset", "one.csv", "--id-column", "key"))
    assert "negative  row-7" in said


def test_preview_shows_as_many_rows_as_asked_for(here) -> None:  # type: ignore[no-untyped-def]
    said = succeeded(here("preview", "--transform", "whitespace", "--dataset", "reviews.csv", "-n", "2"))
    assert said.count("{+") >= 2
    assert len(re.findall(r"^  (?:positive|negative)  [0-9a-f]{16}(?:#\d+)?$", said, re.MULTILINE)) == 2


@pytest.mark.parametrize("rows", ["0", "-1"])
def test_preview_of_no_rows(here, rows: str) -> None:  # type: ignore[no-untyped-def]
    assert "--rows" in refused(here("preview", "--transform", "whitespace", "--dataset", "reviews.csv", "-n", rows))


def test_preview_refuses_the_seeds_that_a_run_refuses(here) -> None:  # type: ignore[no-untyped-def]
    what = ("preview", "--transform", "whitespace", "--dataset", "reviews.csv", "--seed", "-1")
    assert "--seed" in refused(here(*what))


def test_report_in_every_format(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    printed = succeeded(here(*EVAL, "--transform", "typo(rate=1),contraction", "--output", "run"))
    assert succeeded(here("report", "run")) == printed
    starts = {"console": "", "markdown": "**", "html": "<!doctype html>", "latex": r"\begin{table}", "json": "{"}
    for name, start in starts.items():
        said = succeeded(here("report", "run/report.json", "--format", name))
        assert said.lower().startswith(start.lower()) or name == "markdown", said[:200]
        assert "typo" in said
        assert "contraction" in said
    assert succeeded(here("report", "run", "-f", "json")) == (workplace / "run" / "report.json").read_text("utf-8")
    assert succeeded(here("report", "run", "-f", "html", "--out", "made/report.html")) == ""
    assert "<table" in (workplace / "made" / "report.html").read_text("utf-8")
    assert "did you mean 'markdown'?" in refused(here("report", "run", "-f", "markdwon"))


def test_verbose_adds_the_other_figures(here) -> None:  # type: ignore[no-untyped-def]
    told = succeeded(here(*EVAL, "--transform", "typo(rate=1)", "--output", "run", "--verbose"))
    plain = succeeded(here("report", "run"))
    assert told.startswith(plain)
    for heading in ("attack", "macro-F1", "ECE", "detectable"):
        assert heading in told.removeprefix(plain)
        assert heading not in plain
    assert succeeded(here("report", "run", "-v")) == told
    assert "macro-F1 drop" in succeeded(here("report", "run", "-v", "-f", "markdown"))
    page = succeeded(here("report", "run", "-f", "html"))
    assert "macro-F1 drop" in page, "a page has room for all"
    assert page == succeeded(here("report", "run", "-f", "html", "-v"))


@pytest.mark.parametrize(
    ("content", "said"),
    [("", "not JSON"), ("{}", "schema"), ('{"schema": "robustbench-nlp/report/999"}', "run the evaluation again")],
)
def test_report_of_something_else(here, workplace: Path, content: str, said: str) -> None:  # type: ignore[no-untyped-def]
    (workplace / "report.json").write_text(content, "utf-8")
    assert said in refused(here("report", "report.json"))


def test_a_run_that_is_not_there_is_told_in_words(here) -> None:  # type: ignore[no-untyped-def]
    assert "cannot read nowhere: No such file or directory\n" in refused(here("report", "nowhere"))


def test_transform_writes_the_same_rows_in_every_format(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    what = ("--transform", "typo(rate=1),identity", "--dataset", "reviews.csv", "--limit", "20", "--draws", "2")
    for ending in ("jsonl", "csv", "parquet"):
        assert succeeded(here("transform", *what, "--out", f"made/texts.{ending}")) == ""
    rows = [json.loads(line) for line in (workplace / "made/texts.jsonl").read_text("utf-8").splitlines()]
    assert [row["transform"] for row in rows].count("original") == 20
    assert len(rows) == 20 + 2 * 2 * 20
    for row in rows:
        assert apply_edits(row["original"], [Edit(*edit) for edit in row["edits"]]) == row["text"]
    typed = [row["text"] for row in rows if row["transform"] == "typo(rate=1.0)"]
    assert len(set(typed)) == 40, "draws differ"
    with (workplace / "made/texts.csv").open(encoding="utf-8", newline="") as file:
        from_csv = list(csv.DictReader(file))
    from_parquet = pq.read_table(workplace / "made/texts.parquet").to_pylist()
    for name in ("id", "transform", "text", "label", "text_digest"):
        assert [row[name] for row in rows] == [row[name] for row in from_csv] == [row[name] for row in from_parquet]
    assert "use one of: .jsonl, .csv, .parquet" in refused(here("transform", *what, "--out", "texts.txt"))


def test_transform_counts_each_transform_in_one_line(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "few.csv").write_text("text,label\nIt isn't bad.,positive\nDull.,negative\nAwful.,negative\n", "utf-8")
    done = here("transform", "--transform", "contraction@5,identity", "--dataset", "few.csv", "--out", "few.jsonl")
    assert done.stderr.splitlines() == [
        "original: 3", "contraction@5: 1 changed, 2 unchanged", "identity: 3 unchanged", "written: few.jsonl"
    ]  # fmt: skip


def test_no_file_is_replaced_unasked(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "mine.csv").write_text("mine", "utf-8")
    what = ("transform", "--transform", "identity", "--dataset", "reviews.csv", "--out", "mine.csv")
    assert "mine.csv is there already" in refused(here(*what))
    succeeded(here(*EVAL, "--transform", "identity", "--limit", "10", "--output", "run"))
    assert "mine.csv is there already" in refused(here("report", "run", "--out", "mine.csv"))
    assert (workplace / "mine.csv").read_text("utf-8") == "mine"
    succeeded(here("report", "run", "--format", "html", "--out", "mine.csv", "--overwrite"))
    assert "<table" in (workplace / "mine.csv").read_text("utf-8")


@pytest.mark.parametrize("points", ["nan", "-1", "101"])
def test_a_drop_that_none_can_exceed_or_any_does_is_no_bound(here, points: str) -> None:  # type: ignore[no-untyped-def]
    assert "--max-drop" in refused(here(*EVAL, "--transform", "identity", "--max-drop", points))


@pytest.mark.parametrize(
    ("option", "value"), [("--limit", "0"), ("--limit", "-5"), ("--draws", "0"), ("--workers", "0"), ("--seed", "-1")]
)
def test_transform_refuses_what_makes_no_sense(here, workplace: Path, option: str, value: str) -> None:  # type: ignore[no-untyped-def]
    what = ("--transform", "typo", "--dataset", "reviews.csv", "--out", "texts.jsonl")
    assert option in refused(here("transform", *what, option, value))
    assert not (workplace / "texts.jsonl").exists()


def test_a_classifier_is_trained_and_measured(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    said = succeeded(here("train", "--base", "bow", "--dataset", "reviews.csv", "--out", "model"))
    assert "bow on 300 examples" in said
    names = {path.name for path in (workplace / "model").iterdir()}
    assert "robust_model.json" in names
    assert not [name for name in names if name.endswith((".bin", ".pkl", ".pt"))]
    measure = ("eval", "--model", "model", "--dataset", "reviews.csv", "--transform", "typo(rate=1)", "--output", "run")
    succeeded(here(*measure))
    report = read_report(workplace / "run")
    assert report.accuracy.value > 0.9
    assert report.results[0].drop is not None
    assert report.results[0].drop.value > 0, "typos in the words it learnt must cost it"
    assert "--overwrite" in refused(here("train", "--base", "bow", "--dataset", "reviews.csv", "--out", "model"))
    assert "--limit" in refused(
        here("train", "--base", "bow", "--dataset", "reviews.csv", "--out", "m", "--limit", "0")
    )
    assert not (workplace / "m").exists()


PROGRAM = """
import robustbench_nlp as rb

done = rb.evaluate("python:lexicon:by_words", "reviews.csv", "identity,typo(rate=1)", limit=100, output="run")
identity, typo = done.report.results
assert (identity.broke, identity.fixed) == (0, 0)
assert typo.broke > 0 and typo.drop.value > 0
assert done.report.class_counts == (50, 50)
assert len(done.outcomes) == 200 and (done.folder / "report.json").is_file()

(changed, same) = rb.transform(["It isn't bad.", "Nothing here."], "contraction")
assert changed.text == "It is not bad." and same.text == "Nothing here."

data = rb.load_dataset(rb.DatasetRequest("reviews.csv", text_column="text"))
assert isinstance(data, rb.Dataset) and len(data.examples) == 300
card = rb.train(data, rb.TrainOptions(base="bow", out="from-python"))
assert card.n == 300
classifier = rb.load_classifier("from-python")
assert classifier.labels == ("negative", "positive")

try:
    rb.evaluate("python:lexicon:by_words", "nowhere.csv", "typo")
except rb.RobustError as error:
    print("told:", error)
"""


def test_the_python_side(start, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "program.py").write_text(PROGRAM, "utf-8")
    assert "told: no such file or folder: nowhere.csv" in succeeded(finished(start("program.py")))


WAITING = """
import time
from collections.abc import Callable
from pathlib import Path
from lexicon import by_words as at_once

def by_words(texts):
    Path("began").touch()
    while not Path("go").exists():
        time.sleep(0.02)
    return at_once(texts)

by_words.labels = at_once.labels
by_words.version = "waiting-1"
"""


def test_two_runs_do_not_write_to_one_folder(here, start, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "waiting.py").write_text(WAITING, "utf-8")
    what = ("eval", "--model", "python:waiting:by_words", *EVAL[3:], "--transform", "typo", "--output", "run")
    first = start("-m", "robustbench_nlp", *what)
    deadline = time.monotonic() + 60
    while not (workplace / "began").exists():
        assert first.poll() is None, first.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)
    try:
        for more in ((), ("--resume",), ("--overwrite",)):
            assert "another run is writing to run" in refused(here(*EVAL, "--transform", "casing", "-o", "run", *more))
    finally:
        (workplace / "go").touch()
        done = finished(first)
    succeeded(done)
    assert [r.transform for r in read_report(workplace / "run").results] == ["typo@3"]


FULL = """
import resource, runpy, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
del sys.argv[1]
runpy.run_module("robustbench_nlp", run_name="__main__", alter_sys=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on file sizes")
@pytest.mark.parametrize("room", [0, 2_000, 20_000, 60_000])
def test_a_full_disk_costs_one_line_and_no_earlier_result(here, start, workplace: Path, room: int) -> None:  # type: ignore[no-untyped-def]
    (workplace / "full.py").write_text(FULL, "utf-8")
    succeeded(here(*EVAL, "--transform", "casing", "--output", "run", "--limit", "10"))
    kept = {path.name: path.read_bytes() for path in (workplace / "run").glob("*.*")}
    again = (*EVAL, "--transform", "typo(rate=1),casing(rate=1),whitespace(rate=1)", "--output")
    said = refused(finished(start("full.py", str(room), *again, "run", "--overwrite")))
    assert "cannot write run" in said
    assert "--resume goes on" in said
    for name in ("report.json", "outcomes.parquet"):
        assert (workplace / "run" / name).read_bytes() == kept[name]
    assert not [path for path in (workplace / "run").rglob(".*") if path.name not in {".lock", ".robust-work"}], (
        "no halves are left"
    )
    # With room again, the same command goes on.
    succeeded(here(*again, "run", "--overwrite", "--resume"))
    assert len(read_report(workplace / "run").results) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on file sizes")
def test_a_full_disk_while_transforming_keeps_the_file_before(start, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "full.py").write_text(FULL, "utf-8")
    (workplace / "texts.jsonl").write_text("before", "utf-8")
    what = ("transform", "--transform", "typo", "--dataset", "reviews.csv", "--out", "texts.jsonl", "--overwrite")
    assert "cannot write texts.jsonl" in refused(finished(start("full.py", "5000", *what)))
    assert (workplace / "texts.jsonl").read_text("utf-8") == "before"
    assert not [path for path in workplace.iterdir() if path.name.startswith(".")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [("list-transforms",), ("list-transforms", "--json"), ("show", "typo")])
def test_a_full_disk_behind_standard_output(start, command: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = finished(start("-m", "robustbench_nlp", *command, stdout=full))
    assert "cannot write: No space left on device" in refused(done)


def test_a_misspelt_format_does_not_cost_a_run(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    done = here(*EVAL, "--transform", "typo", "--output", "run", "--format", "markdwon")
    assert "did you mean 'markdown'?" in refused(done)
    assert not (workplace / "run").exists()


def test_a_limit_takes_from_every_class_even_of_a_sorted_file(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [f"a good film number {i},positive" for i in range(90)] + [
        f"a dull film number {i},negative" for i in range(30)
    ]
    (workplace / "sorted.csv").write_text("text,label\n" + "\n".join(rows), "utf-8")
    done = here(*EVAL[:3], "--dataset", "sorted.csv", "--transform", "identity", "--limit", "40", "--json")
    assert json.loads(succeeded(done))["class_counts"] == [10, 30]


def test_a_slice_with_one_class_is_refused_with_the_reason(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [f"a good film number {i},positive" for i in range(99)] + ["a dull film,negative"]
    (workplace / "rare.csv").write_text("text,label\n" + "\n".join(rows), "utf-8")
    said = refused(here(*EVAL[:3], "--dataset", "rare.csv", "--transform", "typo", "--limit", "10"))
    assert "all 10 examples of rare have the label 'positive'" in said


def test_labels_that_do_not_match_show_both_sides(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "three.csv").write_text("text,label\n" + "a b c,bad\nd e f,so so\ng h i,good\n" * 3, "utf-8")
    (workplace / "two.csv").write_text("text,label\n" + "a b c,ham\nd e f,spam\n" * 3, "utf-8")
    said = refused(here(*EVAL[:3], "--dataset", "three.csv", "--transform", "typo"))
    assert "data: bad, good, so so; model: negative, positive" in said
    said = refused(here(*EVAL[:3], "--dataset", "two.csv", "--transform", "typo"))
    assert "data: ham, spam; model: negative, positive" in said


def test_a_model_that_does_not_fit_on_the_disk_is_one_line(workplace: Path) -> None:  # type: ignore[no-untyped-def]
    program = (
        "import resource, runpy, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))\n"
        "sys.argv = ['robust', 'train', '--dataset', 'reviews.csv', '--base', 'bow', '--out', 'model']\n"
        "runpy.run_module('robustbench_nlp', run_name='__main__')\n"
    )
    environment = {**os.environ, "ROBUST_PLUGINS": ""}
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=workplace,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "error: cannot write the model to model" in done.stderr
    assert not (workplace / "model").exists()
