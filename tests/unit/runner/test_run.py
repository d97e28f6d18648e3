"""An evaluation from end to end through the Python side: what must not change a number, and what must not be lost."""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import robustbench_nlp as rb
from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.core.options import LoadOptions, TrainOptions
from robustbench_nlp.errors import Interrupted, UsageError
from robustbench_nlp.plugin.catalog import load_catalog
from robustbench_nlp.report.document import read_report
from robustbench_nlp.runner.plan import plan_texts
from robustbench_nlp.runner.work import Job, Shard, ShardResult, do_shard

LEXICON = """
def model(texts):
    scores = []
    for text in texts:
        words = text.split()
        balance = sum(w in {"wonderful", "brilliant"} for w in words) - sum(w in {"terrible", "boring"} for w in words)
        scores.append([1 / (1 + 2.7 ** balance), 1 - 1 / (1 + 2.7 ** balance)])
    return scores

model.labels = ("negative", "positive")
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ROBUST_CACHE", str(tmp_path / "cache"))
    (tmp_path / "lexicon_of_run.py").write_text(LEXICON, "utf-8")
    monkeypatch.delitem(sys.modules, "lexicon_of_run", raising=False)
    return tmp_path


def write(path: Path, rows: list[tuple[str, str]]) -> Path:
    path.write_text("text,label\n" + "".join(f'"{text}",{label}\n' for text, label in rows), "utf-8")
    return path


def reviews(n: int) -> list[tuple[str, str]]:
    rng = random.Random(3)
    good, bad = ("wonderful", "brilliant"), ("terrible", "boring")
    return [
        (f"A {rng.choice(good if i % 2 else bad)} story number {i} about people.", "positive" if i % 2 else "negative")
        for i in range(n)
    ]


def evaluate(dataset: str, transforms: str, **options):  # type: ignore[no-untyped-def]
    return rb.evaluate("python:lexicon_of_run:model", dataset, transforms, overwrite=True, **options)


def test_the_label_moves_no_text(folder: Path) -> None:
    rows = reviews(120)
    write(folder / "a.csv", rows)
    write(folder / "b.csv", [(text, "positive" if label == "negative" else "negative") for text, label in rows])
    one, other = (evaluate(name, "typo(rate=1),casing").outcomes for name in ("a.csv", "b.csv"))
    assert {(o.before, o.rewritten.transform): o.rewritten.text for o in one} == {
        (o.before, o.rewritten.transform): o.rewritten.text for o in other
    }


def test_what_a_transform_is_handed_does_not_tell_the_label(folder: Path) -> None:
    write(folder / "a.csv", reviews(400))
    data = rb.load_dataset("a.csv")
    plan = plan_texts(load_catalog(), data, "typo", limit=None, seed=0, draws=1)
    labels = {example.id: example.label for example in data.examples}
    handed = [labels[text.id] for shard in plan.shards for text in shard.texts]
    runs = 1 + sum(a != b for a, b in itertools.pairwise(handed))
    assert 160 < runs < 240, "classes are neither sorted nor alternating"


class Elsewhere:
    """An engine that takes the shards in an order of its own, and may be stopped on the way."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.asked: list[int] = []
        self.stop_after = stop_after

    def run(self, job: Job, shards: Sequence[Shard]) -> Iterator[ShardResult]:
        for shard in random.Random(1).sample(shards, len(shards)):
            if len(self.asked) == self.stop_after:
                raise KeyboardInterrupt
            self.asked.append(shard.index)
            yield do_shard(job, shard)


def files(run: str) -> tuple[bytes, object]:
    report = read_report(Path(run))
    return (Path(run) / "outcomes.parquet").read_bytes(), replace(report, timing=())


def test_the_order_of_the_shards_changes_no_byte(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.csv", reviews(900))
    evaluate("a.csv", "typo,casing+typo@5", draws=2, output="in-order")
    engine = Elsewhere()
    monkeypatch.setattr("robustbench_nlp.runner.run.start_engine", lambda *_: engine)
    evaluate("a.csv", "typo,casing+typo@5", draws=2, output="shuffled")
    assert sorted(engine.asked) == [0, 1, 2, 3] != engine.asked
    assert files("shuffled") == files("in-order")


def test_a_run_that_goes_on_does_only_the_rest_and_ends_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.csv", reviews(900))
    evaluate("a.csv", "typo,casing", output="at-once")
    stopped, rest = Elsewhere(stop_after=2), Elsewhere()
    monkeypatch.setattr("robustbench_nlp.runner.run.start_engine", lambda *_: stopped)
    with pytest.raises(Interrupted, match=r"what is done is kept in run .*--resume goes on"):
        evaluate("a.csv", "typo,casing", output="run")
    monkeypatch.setattr("robustbench_nlp.runner.run.start_engine", lambda *_: rest)
    evaluate("a.csv", "typo,casing", output="run", resume=True)
    assert sorted(stopped.asked + rest.asked) == [0, 1, 2, 3]
    assert files("run") == files("at-once")


def test_how_the_path_to_a_model_is_spelt_changes_nothing(folder: Path) -> None:
    write(folder / "a.csv", reviews(60))
    rb.train("a.csv", TrainOptions(base="bow", out=Path("model")))
    digests = {
        rb.evaluate(path, "a.csv", "typo", output="run").report.digest
        for path in ("model", "./model", str(folder / "model"))
    }
    assert len(digests) == 1


def test_a_function_without_a_version_can_be_asked_again(folder: Path) -> None:
    write(folder / "a.csv", reviews(60))
    first = evaluate("a.csv", "typo", output="run")
    again = rb.evaluate("python:lexicon_of_run:model", "a.csv", "typo", output="run", resume=True)
    assert again.report.digest == first.report.digest


def test_repeated_texts_are_no_independent_evidence(folder: Path) -> None:
    rows = reviews(180)
    hit = "A wonderful story."
    write(folder / "repeated.csv", rows + [(hit, "positive")] * 20)
    write(folder / "distinct.csv", rows + [(f"A wonderful story {i}.", "positive") for i in range(20)])
    repeated, distinct = (evaluate(name, "typo(rate=1)").report.results[0] for name in ("repeated.csv", "distinct.csv"))
    assert distinct.test == "exact McNemar"
    assert "distinct texts" in repeated.test
    assert repeated.p >= distinct.p
    assert repeated.drop.low < distinct.drop.low


def test_the_catalog_that_is_given_is_the_one_that_works(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.csv", reviews(20))
    asked: list[object] = []
    monkeypatch.setattr(
        "robustbench_nlp.runner.work.load_catalog", lambda allow: asked.append(allow) or load_catalog(allow=allow)
    )
    evaluate("a.csv", "typo(rate=0.37)", catalog=load_catalog(allow=""))
    assert asked == [""]


def test_a_folder_called_work_is_the_users_own(folder: Path) -> None:
    write(folder / "a.csv", reviews(20))
    (folder / "out" / "work").mkdir(parents=True)
    (folder / "out" / "work" / "thesis.txt").write_text("months", "utf-8")
    evaluate("a.csv", "typo", output="out")
    assert (folder / "out" / "work" / "thesis.txt").read_text("utf-8") == "months"


def test_training_replaces_models_and_nothing_else(folder: Path) -> None:
    write(folder / "a.csv", reviews(60))
    (folder / "thesis").mkdir()
    (folder / "thesis" / "chapter.txt").write_text("months", "utf-8")
    with pytest.raises(UsageError, match="other things than a model"):
        rb.train("a.csv", TrainOptions(base="bow", out=Path("thesis"), resume=True))
    assert (folder / "thesis" / "chapter.txt").exists()
    rb.train("a.csv", TrainOptions(base="bow", out=Path("model")))
    with pytest.raises(UsageError, match="model is there already"):
        rb.train("a.csv", TrainOptions(base="bow", out=Path("model")))
    rb.train("a.csv", TrainOptions(base="bow", out=Path("model"), overwrite=True))


def test_transforms_for_other_languages_are_left_out(folder: Path) -> None:
    write(folder / "a.csv", reviews(60))
    with pytest.raises(UsageError, match="none applies to language 'de'"):
        evaluate(DatasetRequest("a.csv", language="de"), "typo")  # type: ignore[arg-type]


def test_rows_that_were_not_evaluated_are_told_as_left_out(folder: Path) -> None:
    write(folder / "a.csv", [*reviews(20), ("", "positive"), (" ", "positive"), ("No label.", "")])
    done = evaluate("a.csv", "identity")
    assert [str(problem) for problem in done.report.problems] == [
        "a: 1 left out: empty text",
        "a: 1 left out: no label",
        "a: 1 left out: no text",
    ]


@pytest.mark.parametrize("wrong", [{"device": "cuda:7"}, {"precision": "bf16"}, {"max_length": 12}])
def test_what_only_a_transformer_can_do_is_refused(folder: Path, wrong: dict[str, object]) -> None:
    write(folder / "a.csv", reviews(60))
    with pytest.raises(UsageError, match="means nothing to a Python function"):
        evaluate("a.csv", "typo", load=LoadOptions(**wrong))  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="means nothing to a bag-of-words model"):
        rb.train("a.csv", TrainOptions(base="bow", out=Path("model"), **wrong))  # type: ignore[arg-type]


def test_chains_of_other_severities_are_told_apart(folder: Path) -> None:
    from robustbench_nlp.report.drop_table import drop_table

    write(folder / "a.csv", reviews(60))
    report = evaluate("a.csv", "typo@1+casing@5,typo@5+casing@1,typo@2+casing@2").report
    assert [row[:2] for row in drop_table(report).rows] == [
        ("typo@1+casing@5", "-"),
        ("typo@5+casing@1", "-"),
        ("typo+casing", "2"),
    ]


def test_an_unknown_label_of_a_file_of_labels_is_simply_never_right(folder: Path) -> None:
    write(folder / "three.csv", [(f"text {i} of many", "abc"[i % 3]) for i in range(30)])
    (folder / "answers.jsonl").write_text(
        "".join(f'{{"text": "text {i} of many", "prediction": "{"ab"[i % 2]}"}}\n' for i in range(30)), "utf-8"
    )
    done = rb.evaluate("predictions:answers.jsonl", "three.csv", "identity", overwrite=True)
    assert done.report.accuracy.value == pytest.approx(1 / 3)


def test_many_numbered_classes_keep_their_order(folder: Path) -> None:
    write(folder / "twelve.csv", [(f"text {i} of many", f"{i % 12}") for i in range(48)])
    lines = []
    for i in range(48):
        row = [0.0] * 12
        row[i % 12] = 1.0
        lines.append(f'{{"text": "text {i} of many", "probabilities": {row}}}\n')
    (folder / "answers.jsonl").write_text("".join(lines), "utf-8")
    assert rb.evaluate("predictions:answers.jsonl", "twelve.csv", "identity").report.accuracy.value == 1.0
