"""Judges in an audit: their place, their answers, and what they may not do."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from robustbench_nlp.audit.analysis import analyse
from robustbench_nlp.audit.find import find_audit
from robustbench_nlp.audit.gate import gate
from robustbench_nlp.audit.item import Kind
from robustbench_nlp.audit.judging.session import Judging, JudgingRequest, open_judging
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.sentence import sentence
from robustbench_nlp.core.judge import Answer, JudgeRequest
from robustbench_nlp.core.kinds import JudgeSpec
from robustbench_nlp.errors import DataError, Interrupted, PluginError, UsageError
from robustbench_nlp.plugin.catalog import Catalog, load_catalog
from robustbench_nlp.plugin.entry import Entry
from robustbench_nlp.report.document import read_report

Open = Callable[..., Judging]


class Good:
    """Says positive where "good" is in the text; a third-party judge."""

    asked: list[str] = []  # noqa: RUF012
    stop: BaseException | None = None

    def __init__(self, request: JudgeRequest) -> None:
        self.request = request
        self.signature = f"good.v1({request.source})"

    def answers(self, texts):
        for i, text in enumerate(texts):
            if self.stop and i == 3:
                raise self.stop
            self.asked.append(text)
            yield Answer("positive" if "good" in text else "negative", "sure")


@pytest.fixture
def judge_class(monkeypatch: pytest.MonkeyPatch) -> type[Good]:
    class Fresh(Good):
        asked: list[str] = []  # noqa: RUF012

    module = ModuleType("acme_judge")
    module.Fresh = Fresh
    monkeypatch.setitem(sys.modules, "acme_judge", module)
    return Fresh


@pytest.fixture(scope="module")
def built_in() -> Catalog:
    return load_catalog(allow="")


@pytest.fixture
def catalog(built_in: Catalog, judge_class: type[Good]) -> Catalog:
    """The built-ins, and a judge of another distribution."""
    theirs = Entry(JudgeSpec("good", "x", "acme_judge:Fresh"), "good", "acme", "1.0", "MIT", "", False)
    return replace(built_in, by_kind={**built_in.by_kind, "judges": (*built_in.entries("judges"), theirs)})


@pytest.fixture
def judging(run: Path, catalog: Catalog) -> Open:
    def make(judge: str = "good:x", **more: str) -> Judging:
        return open_judging(JudgingRequest(run, judge, **more), catalog)

    return make


def test_a_judge_reads_every_text_and_is_named_as_what_it_is(run, judging, judge_class):
    assert judging().run() == ()
    folder = find_audit(run, None)
    assert len(folder.responses()) == len(folder.items()) == 27
    assert judge_class.asked and set(judge_class.asked) == {item.text for item in folder.items()}
    (found,) = [one for one in folder.manifest().annotators if one.kind != "person"]
    assert (found.name, found.kind, found.what) == ("good-x", "good", "good.v1(x)")
    audited = analyse(folder, read_report(run))
    assert "the good judge good.v1(x)" in sentence(audited)
    assert "No person has read a text." in sentence(audited)
    (gated,) = [each for each in gate(folder.manifest(), folder.items(), folder.responses()) if each.originals]
    assert (gated.kind, gated.passed, gated.originals_right, gated.flips_right) == ("good", True, 10, 5)


def test_it_sees_texts_in_the_order_of_its_blind_sheet(run, judging, judge_class):
    judging().run()
    folder = find_audit(run, None)
    rows = folder.sheet("good-x").read_text("utf-8-sig").splitlines()[1:]
    ids = [row.split(",")[0].strip('"') for row in rows]
    text = {item.audit_id: item.text for item in folder.items()}
    assert judge_class.asked == [text[audit_id] for audit_id in ids]
    kinds = [item.kind for audit_id in ids for item in folder.items() if item.audit_id == audit_id]
    assert kinds != sorted(kinds, key=list(Kind).index)


def test_a_judge_knows_labels_and_nothing_of_the_audit(judging):
    request = judging().judge.request
    assert request.labels == ("negative", "positive")
    assert list(request.undecided) == ["mixed", "cannot tell"]
    assert set(vars(request)) == {"source", "labels", "load", "undecided", "base_url", "key"}


def test_one_that_was_stopped_goes_on_where_it_was(run, judging, judge_class, monkeypatch):
    monkeypatch.setattr(judge_class, "stop", KeyboardInterrupt())
    with pytest.raises(Interrupted, match="every answer until now is kept"):
        judging().run()
    monkeypatch.setattr(judge_class, "stop", None)
    again = judging()
    assert (again.done, len(again.left)) == (3, 24)
    again.run()
    assert len(judge_class.asked) == len(set(judge_class.asked)) == 27
    last = judging()
    assert (last.done, last.left, last.estimate) == (27, (), None)


def test_an_annotators_sheet_can_be_taken_by_a_judge(run, judging):
    judging(annotator="ben").run()
    folder = find_audit(run, None)
    assert len(folder.responses()) == sum("ben" in item.annotators for item in folder.items()) == 7
    assert [(one.name, one.kind) for one in folder.manifest().annotators] == [("ann", "person"), ("ben", "good")]


def test_a_judge_does_not_speak_for_a_person(run, judging):
    folder = find_audit(run, None)
    folder.add_responses([Response(folder.items()[0].audit_id, "ann", "positive")])
    with pytest.raises(UsageError, match="ann has answered as a person, and this is the good good"):
        judging(annotator="ann")


def test_a_person_who_began_meanwhile_is_not_replaced(run, judging):
    late = judging(annotator="ann")
    folder = find_audit(run, None)
    folder.add_responses([Response(folder.items()[0].audit_id, "ann", "positive")])
    with pytest.raises(UsageError, match="ann has answered as a person"):
        late.run()


def test_another_judge_needs_another_name(judging):
    judging("good:x").run()
    judging("good:y").run()
    with pytest.raises(UsageError, match=r"good-x has answered as the good good.v1\(x\)"):
        judging("good:y", annotator="good-x")


@pytest.mark.parametrize("name", ["../../etc", "a b", "ANN"])
def test_a_name_must_be_one(judging, name):
    with pytest.raises(UsageError):
        judging(annotator=name)


def test_nothing_is_written_before_it_runs(run, judging):
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    judging()
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before


def test_the_record_says_what_the_answers_depend_on(run, judging):
    judging().run()
    record = json.loads((find_audit(run, None).path / "judges" / "good-x" / "record.json").read_text("utf-8"))
    assert (record["what"], record["plugin"], record["last_sitting"]) == ("good.v1(x)", "acme 1.0", {"answered": 27})


def broken_answers(kind: str) -> Callable[..., Iterator[object]]:
    def answers(self, texts):
        yield Answer("positive")
        if kind == "label":
            yield Answer("excellent")
        elif kind == "type":
            yield "positive"
        elif kind == "raises":
            raise KeyError("oops")
        elif kind == "exits":
            sys.exit(3)

    return answers


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("label", "it answered 'excellent', expected one of negative, positive, mixed, cannot tell"),
        ("type", "it gave str, expected Answer"),
        ("raises", "KeyError"),
        ("exits", "sys.exit"),
        ("stops", "it stopped after 1 of 27 texts"),
    ],
)
def test_a_broken_judge_is_named_and_what_it_said_is_kept(run, judging, judge_class, kind, said):
    judge_class.answers = broken_answers(kind)
    with pytest.raises(PluginError) as found:
        judging().run()
    assert "acme 1.0" in str(found.value) and said in str(found.value)
    assert len(find_audit(run, None).responses()) == 1


def test_one_that_never_ends_is_not_waited_for(run, judging, judge_class, monkeypatch):
    def answers(self, texts):
        while True:
            yield Answer("mixed")

    monkeypatch.setattr(judge_class, "answers", answers)
    judging().run()
    assert len(find_audit(run, None).responses()) == 27


def test_texts_without_an_answer_stay_open(run, judging, judge_class, monkeypatch):
    def answers(self, texts):
        return (Answer("" if "poor" in text else "positive", "no idea") for text in texts)

    monkeypatch.setattr(judge_class, "answers", answers)
    silent = judging().run()
    assert {text.said for text in silent} == {"no idea"}
    assert len(find_audit(run, None).responses()) + len(silent) == 27
    assert len(judging().left) == len(silent)


def test_an_independent_model_judges_whatever_the_order_of_its_labels(run, judging):
    judging("model:python:models_of_judges:other").run()
    folder = find_audit(run, None)
    labels = {item.audit_id: item.gold for item in folder.items()}
    assert all(labels[said.audit_id] == said.label for said in folder.responses())
    assert folder.manifest().annotators[-1].what == "python:models_of_judges:other"


def test_the_model_under_test_is_no_judge(run, judging):
    with pytest.raises(UsageError, match="is the model under test"):
        judging("model:python:models_of_judges:tested")


def test_the_model_under_test_is_known_by_its_digest_and_by_its_name(run, judging, catalog):
    report = run / "report.json"
    report.write_text(report.read_text("utf-8").replace("models_of_judges:tested", "gone:forgotten"), "utf-8")
    with pytest.raises(UsageError, match="is the model under test"):
        judging("model:python:models_of_judges:tested")
    report.write_text(report.read_text("utf-8").replace("gone:forgotten", "models_of_judges:other"), "utf-8")
    with pytest.raises(UsageError, match="is the model under test"):
        judging("model:python:models_of_judges:other")


def test_a_model_of_another_task_is_refused(judging):
    with pytest.raises(DataError, match="2 labels and the model 3"):
        judging("model:python:models_of_judges:strange")


def test_an_unknown_judge_is_said_with_what_there_is(judging):
    with pytest.raises(UsageError, match=r"unknown judge 'modle'.*did you mean 'model'"):
        judging("modle:x")


def test_a_judge_can_be_named_with_its_distribution(judging):
    assert judging("acme:good:y").someone.what == "good.v1(y)"


def test_two_sittings_at_once_are_refused(run, judging):
    from robustbench_nlp.runner.folder_lock import held

    with (
        held(find_audit(run, None).path / "judges" / "good-x", "judge", "--annotator"),
        pytest.raises(UsageError, match="another judge"),
    ):
        judging().run()
