from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from robustbench_nlp.audit.choices import choices
from robustbench_nlp.audit.folder import AuditFolder, audit_folder
from robustbench_nlp.audit.item import Item, Kind, sha256
from robustbench_nlp.audit.labelling import Labelling, Row
from robustbench_nlp.audit.manifest import Annotator, Manifest, Stratum
from robustbench_nlp.audit.named import named
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.sheet import in_order
from robustbench_nlp.audit.shown import shown
from robustbench_nlp.errors import ReportError, UsageError
from robustbench_nlp.runner.atomic import write_whole


@pytest.fixture
def folder(tmp_path: Path) -> AuditFolder:
    made = AuditFolder(tmp_path / "audit")
    items = [
        Item(
            f"a-{i}", f"e{i}", Kind.TRANSFORMED, "s", "pos", ("anna", "bert") if i < 6 else ("anna",), t, sha256(t), "t"
        )
        for i, t in enumerate(f"text {i}" for i in range(12))
    ]
    strata, people = (Stratum("s", 1, 12, 12),), (Annotator("anna"), Annotator("bert"))
    made.write_plan(
        Manifest("d", "test", "f", "t", "t", ("neg", "pos"), ("m",), "r", 7, 12, 12, 0.1, strata, people, "v"), items
    )
    return made


def test_texts_come_in_the_order_of_the_annotators_own_sheet(folder: AuditFolder) -> None:
    anna, bert = Labelling(folder, "anna"), Labelling(folder, "bert")
    assert [row.audit_id for row in anna.rows] == [item.audit_id for item in in_order(folder.items(), "anna", 7)]
    assert len(bert.rows) == 6
    shared = [row for row in anna.rows if row in bert.rows]
    assert shared != list(bert.rows)


def test_a_row_tells_nothing_but_the_text() -> None:
    assert Row._fields == ("audit_id", "text")


def test_answers_are_saved_at_once_and_found_again(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "anna")
    first = labelling.next_open()
    assert first is not None
    labelling.answer(first.audit_id, "pos", seconds=3.5, comment="fine")
    again = Labelling(folder, "anna")
    assert again.progress == (1, 12)
    assert again.next_open() == again.rows[1]
    given = again.given(first.audit_id)
    assert given is not None
    assert (given.label, given.seconds, given.comment, given.annotator) == ("pos", 3.5, "fine", "anna")
    assert given.at.endswith("+00:00")


def test_undo_takes_back_the_last_answer_and_then_the_one_before(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "anna")
    one, two = labelling.rows[:2]
    labelling.answer(one.audit_id, "pos")
    labelling.answer(two.audit_id, "mixed")
    assert labelling.undo() == two
    assert labelling.next_open() == two
    assert labelling.undo() == one
    assert labelling.undo() is None
    assert Labelling(folder, "anna").progress == (0, 12)
    assert len(folder.responses()) == 4, "what was taken back stays on record"


def test_a_request_that_comes_twice_counts_once(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "anna")
    one, two = (row.audit_id for row in labelling.rows[:2])
    for _ in range(2):
        labelling.answer(one, "pos", seconds=1.0)
    labelling.answer(two, "pos")
    for _ in range(2):
        labelling.undo(two)
    assert len(folder.responses()) == 3
    assert labelling.progress.done == 1


def test_a_later_answer_replaces_an_earlier_one(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "anna")
    one = labelling.rows[0].audit_id
    labelling.answer(one, "pos")
    labelling.answer(one, "cannot tell")
    given = Labelling(folder, "anna").given(one)
    assert given is not None
    assert given.label == "cannot tell"
    assert labelling.progress.done == 1


def test_naturalness_is_added_to_an_answer(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "anna")
    one, two = (row.audit_id for row in labelling.rows[:2])
    labelling.answer(one, "pos", seconds=2.0)
    labelling.rate(one, 4)
    given = Labelling(folder, "anna").given(one)
    assert given is not None
    assert (given.label, given.seconds, given.naturalness) == ("pos", 2.0, 4)
    for audit_id, degree in ((one, 0), (one, 6), (two, 3)):
        with pytest.raises(UsageError):
            labelling.rate(audit_id, degree)


def test_what_is_answered_elsewhere_meanwhile_is_taken_in(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "anna")
    one, two = (row.audit_id for row in labelling.rows[:2])
    folder.add_responses([Response(one, "anna", "neg"), Response(two, "bert", "neg"), Response("a-99", "anna", "neg")])
    labelling.refresh()
    assert labelling.progress.done == 1


def test_texts_given_to_a_reader_meanwhile_are_found(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "bert")
    labelling.answer(labelling.rows[0].audit_id, "pos")
    items = [replace(item, annotators=("anna", "bert")) for item in folder.items()]
    folder.write_plan(folder.manifest(), items)
    labelling.refresh()
    assert labelling.progress == (1, 12)


def test_wrong_answers_texts_and_names_are_refused(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "bert")
    theirs = next(row.audit_id for row in Labelling(folder, "anna").rows if row not in labelling.rows)
    with pytest.raises(UsageError, match="good"):
        labelling.answer(labelling.rows[0].audit_id, "good")
    with pytest.raises(UsageError, match="not a text of bert"):
        labelling.answer(theirs, "pos")
    with pytest.raises(UsageError, match="anna, bert"):
        Labelling(folder, "carl")
    with pytest.raises(UsageError, match="holds no audit"):
        Labelling(AuditFolder(folder.path / "nothing"), "anna")
    assert folder.responses() == ()


def test_every_choice_has_a_key_of_its_own_while_there_are_keys() -> None:
    few = choices(["neg", "pos"])
    assert [(choice.key, choice.label) for choice in few] == [
        ("1", "neg"),
        ("2", "pos"),
        ("m", "mixed"),
        ("c", "cannot tell"),
    ]
    many = choices(f"intent {i}" for i in range(60))
    keys = [choice.key for choice in many if choice.key]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set("unqhr?")
    assert len(many) == 62


def test_a_task_with_a_label_called_mixed_has_it_once() -> None:
    assert [choice.label for choice in choices(["neg", "mixed"])] == ["neg", "mixed", "cannot tell"]


def test_line_breaks_are_shown_and_nothing_else_is_touched() -> None:
    assert (
        shown("One.<br /><br>Two <BR/> three <b>bold</b> &amp; < br >") == "One.\n\nTwo\nthree <b>bold</b> &amp; < br >"
    )


def test_every_text_can_be_shown() -> None:
    shown("half \ud800 a character").encode("utf-8")


def test_an_answer_taken_back_leaves_its_note(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "anna")
    audit_id = labelling.rows[0].audit_id
    labelling.answer(audit_id, "pos", comment="irony?")
    labelling.undo()
    assert labelling.given(audit_id) is None
    assert labelling.note(audit_id) == Labelling(folder, "anna").note(audit_id) == "irony?"


def test_an_answer_of_which_the_disk_took_only_a_part_is_not_saved(
    folder: AuditFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    labelling = Labelling(folder, "anna")
    write = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda descriptor, content: write(descriptor, content[:20]))
        with pytest.raises(ReportError, match=r"responses\.jsonl: No space left"):
            labelling.answer(labelling.rows[0].audit_id, "pos")
    assert labelling.progress.done == 0
    labelling.answer(labelling.rows[1].audit_id, "neg")
    assert [response.label for response in folder.responses()] == ["neg"]


def test_nobody_labels_in_the_place_of_a_judge(folder: AuditFolder) -> None:
    run = folder.path.parent / "run"
    seated = audit_folder(run, "t")
    judge = Annotator("bert", "llm", "bert-7b")
    seated.write_plan(replace(folder.manifest(), annotators=(Annotator("anna"), judge)), folder.items())
    write_whole(seated.sheet("bert"), b"")
    assert named(run)[1] == "anna"
    for where, name in ((run, "bert"), (seated.sheet("bert"), None)):
        with pytest.raises(UsageError, match="bert is not a person but the llm bert-7b"):
            named(where, annotator=name)


def test_rubbish_among_the_answers_costs_no_other_answer(folder: AuditFolder) -> None:
    labelling = Labelling(folder, "anna")
    labelling.answer(labelling.rows[0].audit_id, "pos")
    with (folder.path / folder.RESPONSES).open("ab") as file:
        file.write(b'\xff\xfe\x00\n[]\n{"audit_id": 1, "annotator": ["x"], "label": {}}\n{"audit_id": "a-1", "anno')
    labelling.answer(labelling.rows[1].audit_id, "neg")
    assert [response.label for response in folder.responses()] == ["pos", "neg"]
