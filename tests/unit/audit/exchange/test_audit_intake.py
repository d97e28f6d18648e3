from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.intake import Refusal, take_in
from robustbench_nlp.audit.latest import latest
from robustbench_nlp.audit.response import Response
from robustbench_nlp.errors import UsageError


def rows(audit: AuditFolder, **labels: str) -> list[Row]:
    texts = {item.audit_id: item.text for item in audit.items()}
    return [Row(i, id_, texts.get(id_), label) for i, (id_, label) in enumerate(labels.items(), 2)]


def labels(audit: AuditFolder) -> dict[tuple[str, str], str]:
    return {key: response.label for key, response in latest(audit.responses()).items()}


def test_a_half_filled_sheet_is_half_of_the_answers(audit: AuditFolder) -> None:
    result = take_in(audit, "anna", rows(audit, a0="positive", a1="", a2="negative", a3=""))
    assert (len(result.accepted), result.blank, result.refused) == (2, 2, ())
    assert labels(audit) == {("anna", "a0"): "positive", ("anna", "a2"): "negative"}


def test_right_rows_are_taken_and_wrong_ones_named(audit: AuditFolder) -> None:
    given = [
        *rows(audit, a0="positive", a1="great", a2="negative"),
        Row(5, "c0", "a text for carl", "positive"),
        Row(6, "zzz", "from another audit", "positive"),
        Row(7, "", "no id", "positive"),
        Row(8, "a4", "-5 stars, +1 for the coffee", "positive"),
        Row(9, "a3", None, "positive", naturalness="6"),
        Row(10, unreadable="is not JSON"),
    ]
    result = take_in(audit, "anna", given)
    assert [response.audit_id for response in result.accepted] == ["a0", "a2"]
    assert result.refused == (
        Refusal(3, "a1", "'great' is not an answer; there are: negative, positive, mixed, cannot tell"),
        Refusal(5, "c0", "is not in the sheet of anna, but of carl"),
        Refusal(6, "zzz", "is not a text of this audit"),
        Refusal(7, "", "has no audit_id"),
        Refusal(8, "a4", "the text is not the one that was given out"),
        Refusal(9, "a3", "naturalness is 1 to 5, not '6'"),
        Refusal(10, "", "is not JSON"),
    )


def test_the_same_file_again_adds_nothing(audit: AuditFolder) -> None:
    given = rows(audit, a0="positive", a1="mixed")
    take_in(audit, "anna", given)
    result = take_in(audit, "anna", given)
    assert (result.accepted, result.as_before, len(audit.responses())) == ((), 2, 2)


def test_a_sheet_that_was_corrected_replaces_what_changed(audit: AuditFolder) -> None:
    take_in(audit, "anna", rows(audit, a0="positive", a1="mixed"))
    result = take_in(audit, "anna", rows(audit, a0="negative", a1="mixed", a2="positive"))
    assert (len(result.accepted), result.replaced, result.as_before) == (2, 1, 1)
    assert labels(audit)["anna", "a0"] == "negative"


def test_a_cell_that_was_emptied_takes_nothing_back(audit: AuditFolder) -> None:
    take_in(audit, "anna", rows(audit, a0="positive"))
    take_in(audit, "anna", rows(audit, a0=""))
    assert labels(audit) == {("anna", "a0"): "positive"}


def test_a_sheet_does_not_forget_what_the_terminal_measured(audit: AuditFolder) -> None:
    audit.add_responses([Response("a0", "anna", "positive", None, 4.5, "2026-01-01T00:00:00+00:00", "odd")])
    [row] = rows(audit, a0="positive")
    take_in(audit, "anna", [replace(row, naturalness="3,0")])
    last = latest(audit.responses())["anna", "a0"]
    assert (last.naturalness, last.seconds, last.comment) == (3, 4.5, "odd")


def test_a_text_filled_twice_with_two_labels_counts_for_neither(audit: AuditFolder) -> None:
    first, second = rows(audit, a0="positive") + rows(audit, a0="negative")
    result = take_in(audit, "anna", [first, replace(second, line=9), *rows(audit, a1="positive")])
    assert [(refusal.line, refusal.why) for refusal in result.refused] == [
        (2, "is there more than once, with another label in line 9"),
        (9, "is there more than once, with another label in line 2"),
    ]
    assert labels(audit) == {("anna", "a1"): "positive"}


def test_a_text_filled_twice_alike_is_one_answer(audit: AuditFolder) -> None:
    result = take_in(audit, "anna", rows(audit, a0="positive") * 2)
    assert (len(result.accepted), result.refused) == (1, ())


def test_labels_that_differ_only_in_case_are_told_apart(make_audit, audit: AuditFolder) -> None:  # type: ignore[no-untyped-def]
    folder = make_audit(audit.items(), labels=("a", "A"))
    result = take_in(folder, "anna", rows(folder, a0="A", a1="a", a2=" Cannot Tell"))
    assert [response.label for response in result.accepted] == ["A", "a", "cannot tell"]


def test_who_is_not_an_annotator_is_told_who_is(audit: AuditFolder) -> None:
    with pytest.raises(UsageError, match="anna, bert, carl"):
        take_in(audit, "dora", [])


CHILD = """
import sys
from pathlib import Path
from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.intake import take_in

for i in range(5):
    for label in ("positive", "negative"):
        take_in(AuditFolder(Path(sys.argv[1])), sys.argv[2], [Row(1, f"a{i}", None, label)])
"""


def test_two_annotators_at_once_lose_nothing(audit: AuditFolder) -> None:
    started = [subprocess.Popen([sys.executable, "-c", CHILD, str(audit.path), name]) for name in ("anna", "bert")]
    assert [process.wait(60) for process in started] == [0, 0]
    assert len(audit.responses()) == 20
    assert set(labels(audit).values()) == {"negative"}
