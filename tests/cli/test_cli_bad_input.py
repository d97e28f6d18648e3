"""Whatever the user hands over: one clear line, exit code 2, no traceback, nothing lost."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

MODEL = ("--model", "python:lexicon:by_words")
TYPO = ("--transform", "typo")

ARGUMENTS = [
    ((*MODEL, "--dataset", "reviews.csv", "--transform", "tpyo"), "typo"),
    ((*MODEL, "--dataset", "reviews.csv", "--transform", "typo(rate=2)"), "from 0 to 1"),
    ((*MODEL, "--dataset", "reviews.csv", "--transform", "typo@9"), "1 to 5"),
    ((*MODEL, "--dataset", "reviews.csv", "--transform", "typo,typo"), "twice"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--limit", "0"), "--limit"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--limit", "-5"), "--limit"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--draws", "0"), "--draws"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--workers", "0"), "--workers"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--engine", "seriall"), "serial"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--format", "markdwon"), "markdown"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--text-column", "txt"), "text"),
    ((*MODEL, "--dataset", "nowhere.csv", *TYPO), "nowhere.csv"),
    ((*MODEL, "--dataset", "./nowhere", *TYPO), "nowhere"),
    ((*MODEL, "--dataset", "lexicon.py", *TYPO), "lexicon.py"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--format", "html", "--json"), "--format html"),
    (("--dataset", "reviews.csv", *TYPO), "--predictions"),
    (("--model", "python:lexicon:nothing", "--dataset", "reviews.csv", *TYPO), "nothing"),
    (("--model", "python:nowhere:f", "--dataset", "reviews.csv", *TYPO), "nowhere"),
    (("--model", "python:lexicon", "--dataset", "reviews.csv", *TYPO), "python:"),
    (("--model", "./missing-model", "--dataset", "reviews.csv", *TYPO), "missing-model"),
    (("--model", "empty", "--dataset", "reviews.csv", *TYPO), "no model"),
    (("--model", "reviews.csv", "--dataset", "reviews.csv", *TYPO), "folder"),
    (("--predictions", "nowhere", "--dataset", "reviews.csv", *TYPO), "no such file of predictions: nowhere"),
    ((*MODEL, "--dataset", "movies", *TYPO, "--text-column", "txt"), "leave out --text-column"),
    ((*MODEL, "--dataset", "movies", *TYPO, "--id-column", "id"), "leave out --id-column"),
    (("--predictions", "nowhere.jsonl", "--dataset", "reviews.csv", *TYPO), "nowhere.jsonl"),
    ((*MODEL, "--dataset", "reviews.csv", *TYPO, "--output", "/proc/nothing"), "/proc/nothing"),
    ((*MODEL, "--dataset", "three.csv", *TYPO), "3"),
    ((*MODEL, "--dataset", "one-class.csv", *TYPO), "positive"),
]


def assert_one_line(done, said: str) -> None:  # type: ignore[no-untyped-def]
    assert done.returncode == 2, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr
    assert said in done.stderr
    lines = done.stderr.strip().splitlines()
    assert len([line for line in lines if line.startswith("error: ")]) == 1, done.stderr
    assert len(lines) <= 2, done.stderr


@pytest.mark.parametrize(("arguments", "said"), ARGUMENTS, ids=[" ".join(a)[-60:] for a, _ in ARGUMENTS])
def test_bad_arguments(here, workplace: Path, arguments: tuple[str, ...], said: str) -> None:  # type: ignore[no-untyped-def]
    (workplace / "empty").mkdir()
    (workplace / "three.csv").write_text("text,label\n" + "a b c,x\nd e f,y\ng h i,z\n" * 3, "utf-8")
    (workplace / "one-class.csv").write_text("text,label\n" + "good,positive\nfine,positive\n" * 3, "utf-8")
    assert_one_line(here("eval", *arguments), said)


def test_a_name_too_long_to_train_into(here) -> None:  # type: ignore[no-untyped-def]
    assert_one_line(here("train", "--base", "bow", "--dataset", "reviews.csv", "--out", "a" * 300), "too long")


@pytest.mark.parametrize(
    "arguments",
    [
        ("eval", *MODEL, "--dataset", "reviews.csv", *TYPO, "--output", ""),
        ("train", "--base", "bow", "--dataset", "reviews.csv", "--out", ""),
        ("transform", "--dataset", "reviews.csv", *TYPO, "--out", " "),
        ("demo", "--out", ""),
    ],
    ids=lambda arguments: arguments[0],
)
def test_an_empty_name_is_not_the_current_folder(here, workplace: Path, arguments: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    before = sorted(workplace.iterdir())
    assert_one_line(here(*arguments), "an empty name")
    assert sorted(workplace.iterdir()) == before


def test_home_is_home_where_the_shell_leaves_it_to_us(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    done = here("transform", "--dataset", "reviews.csv", *TYPO, "--out=~/texts.jsonl", HOME=str(workplace / "home"))
    assert done.returncode == 0, done.stderr
    assert (workplace / "home" / "texts.jsonl").is_file()
    assert not (workplace / "~").exists()


def raw(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None  # type: ignore[return-value]


FILES = {
    "empty.csv": (b"", "empty"),
    "header.csv": (b"text,label\n", "header.csv"),
    "missing.csv": (b"words,kind\na,1\n", "column"),
    "latin.csv": ("text,label\ncafé,1\nb,0\n".encode("latin-1"), "UTF-8"),
    "nulls.csv": (b"text,label\na,\nb,\n", "label"),
    "ragged.csv": (b'text,label\n"a,1\nb,0\n', "ragged.csv"),
    "bad.jsonl": (b'{"text": "a", "label": 1}\n{"text": \n', "2"),
    "list.jsonl": (b"[1, 2]\n", "list.jsonl"),
    "not.parquet": (b"PAR0 nothing of the kind", "not.parquet"),
    "empty.parquet": (b"", "empty"),
    "really-parquet.csv": (b"PAR1\x15\x04\xe4", "Parquet"),
    "spellings.csv": (b"text,label\na,Good\nb,good\nc,bad\n", "two spellings"),
    "regression.csv": (b"text,label\n" + b"".join(b"t%d,%f\n" % (i, i / 7) for i in range(1, 60)), "label"),
}


@pytest.mark.parametrize("name", FILES)
def test_bad_files(here, workplace: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    content, said = FILES[name]
    (workplace / name).write_bytes(content)
    assert_one_line(here("eval", *MODEL, "--dataset", name, *TYPO), said)


def test_strange_but_honest_texts_are_evaluated(robust, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    texts = [
        "good \x00 film",
        "awful \U0001f600\U0001f468\u200d\U0001f469 film",
        "great cafe\u0301 and nai\u0308ve",
        "dull \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
        "brilliant\r\nwindows\r\nlines",
        "weak " + "very long text indeed " * 10_000,
    ]
    rows = [{"text": text, "label": ["positive", "negative"][i % 2]} for i, text in enumerate(texts)]
    rows.append({"text": "lone \ud800 surrogate", "label": "positive"})
    rows.append({"text": None, "label": "positive"})
    (workplace / "strange.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    done = robust(
        "eval",
        *MODEL,
        "--dataset",
        "strange.jsonl",
        "--transform",
        "typo@5,casing,whitespace,punctuation,contraction",
        "--json",
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["n"] == 6
    assert sum(p["count"] for p in report["problems"] if "strange" in p["where"]) == 2
    assert all(result["failed"] == 0 for result in report["results"])


@pytest.mark.parametrize(
    "labels", [("0", "1"), ("1.0", "2.0"), ("true", "false"), ("negative", "positive"), ("POSITIVE", "NEGATIVE")]
)
def test_labels_of_every_kind(here, workplace: Path, labels: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    rows = "".join(f"a {'good' if i % 2 else 'bad'} film number {i},{labels[i % 2]}\n" for i in range(20))
    (workplace / "kinds.csv").write_text(f"text,label\n{rows}", "utf-8")
    done = here("eval", *MODEL, "--dataset", "kinds.csv", *TYPO, "--json")
    assert done.returncode == 0, done.stderr


def test_a_gzip_file_with_a_wrong_name_is_read_or_explained(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "zipped.csv").write_bytes(gzip.compress((workplace / "reviews.csv").read_bytes()))
    done = here("eval", *MODEL, "--dataset", "zipped.csv", *TYPO, "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["n"] == 300


def test_a_run_that_is_there_is_not_lost(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    assert here("eval", *MODEL, "--dataset", "reviews.csv", *TYPO, "--output", "run").returncode == 0
    before = (workplace / "run" / "report.json").read_bytes()
    done = here("eval", *MODEL, "--dataset", "reviews.csv", "--transform", "casing", "--output", "run")
    assert_one_line(done, "transforms")
    assert (workplace / "run" / "report.json").read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("transform", "--dataset", "reviews.csv", *TYPO, "--out", "link.csv"),
        ("augment", "--dataset", "reviews.csv", *TYPO, "--size", "4", "--out", "./reviews.csv"),
        ("report", "run", "--out", "run/report.json"),
        ("report", "run/report.json", "--out", "run/report.json"),
        ("report", "run/report.json", "--out", "run/outcomes.parquet"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_what_is_read_is_not_written_over(here, workplace: Path, arguments: tuple[str, ...]) -> None:  # type: ignore[no-untyped-def]
    assert here("eval", *MODEL, "--dataset", "reviews.csv", *TYPO, "--output", "run").returncode == 0
    (workplace / "link.csv").symlink_to("reviews.csv")
    files = [workplace / name for name in ("reviews.csv", "run/report.json", "run/outcomes.parquet")]
    before = [file.read_bytes() for file in files]
    assert_one_line(here(*arguments, "--overwrite"), "is an input of this command")
    assert [file.read_bytes() for file in files] == before


def test_a_table_beside_its_report_may_be_written_again(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    assert here("eval", *MODEL, "--dataset", "reviews.csv", *TYPO, "--output", "run").returncode == 0
    table = ("report", "run", "--format", "markdown", "--out", "run/table.md")
    assert here(*table).returncode == 0
    assert here(*table).returncode == 2
    assert here(*table, "--overwrite").returncode == 0


def test_a_demo_replaces_no_model_that_is_not_a_demos(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "mine" / "model").mkdir(parents=True)
    (workplace / "mine" / "model" / "config.json").write_text("{}", "utf-8")
    assert_one_line(here("demo", "--out", "mine"), "mine/model is there already")
    assert [path.name for path in (workplace / "mine" / "model").iterdir()] == ["config.json"]


def test_a_cache_that_cannot_be_used_costs_a_note(here, workplace: Path) -> None:  # type: ignore[no-untyped-def]
    (workplace / "file").write_text("", "utf-8")
    done = here(
        "eval", *MODEL, "--dataset", "reviews.csv", *TYPO, "--json", ROBUST_CACHE=str(workplace / "file" / "cache")
    )
    assert done.returncode == 0, done.stderr
    assert any(problem["where"] == "cache" for problem in json.loads(done.stdout)["problems"])
