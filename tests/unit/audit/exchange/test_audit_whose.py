from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.audit.exchange.row import Row
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.whose import by_annotator
from robustbench_nlp.errors import UsageError


def whose(audit: AuditFolder, name: str, rows: list[Row], **given: object) -> dict[str, list[str]]:
    found = by_annotator(audit.manifest(), audit.items(), Path(name), rows, **given)  # type: ignore[arg-type]
    return {annotator: [row.audit_id for row in its] for annotator, its in found.items()}


def test_a_sheet_is_its_annotators_by_its_name(audit: AuditFolder) -> None:
    assert whose(audit, "bert.csv", [Row(2, "a0", label="mixed")]) == {"bert": ["a0"]}


def test_a_sheet_that_was_renamed_is_his_who_alone_has_its_texts(audit: AuditFolder) -> None:
    assert whose(audit, "sheet (1).csv", [Row(2, "a9", label="mixed"), Row(3, "zz")]) == {"anna": ["a9", "zz"]}


def test_a_sheet_that_may_be_several_peoples_is_asked_about(audit: AuditFolder) -> None:
    with pytest.raises(UsageError, match="--annotator"):
        whose(audit, "sheet.csv", [Row(2, "a0", label="mixed")])
    assert whose(audit, "sheet.csv", [Row(2, "a0", label="mixed")], annotator="bert") == {"bert": ["a0"]}


def test_one_user_of_another_program_is_whose_file_it_is(audit: AuditFolder) -> None:
    assert whose(audit, "bert.json", [Row(1, "a0", label="mixed", by="3"), Row(2, "a1")]) == {"bert": ["a0", "a1"]}


def test_several_users_have_to_be_named(audit: AuditFolder) -> None:
    rows = [Row(1, "a0", label="mixed", by="3"), Row(1, "a0", label="mixed", by="4"), Row(2, "a5")]
    with pytest.raises(UsageError, match=r"3, 4.*--user 3=NAME"):
        whose(audit, "all.json", rows)
    assert whose(audit, "all.json", rows, users={"3": "anna", "4": "bert"}) == {"anna": ["a0"], "bert": ["a0"]}


def test_a_user_is_not_taken_for_somebody_else_where_the_name_is_misspelt(audit: AuditFolder) -> None:
    with pytest.raises(UsageError, match=r"--user 3=ana: .* no annotator 'ana' \(it has anna, bert, carl\)"):
        whose(audit, "bert.json", [Row(1, "a0", label="mixed", by="3")], users={"3": "ana"})


def test_a_line_that_cannot_be_read_is_not_lost(audit: AuditFolder) -> None:
    rows = [Row(1, "a0", label="mixed", by="bert"), Row(2, unreadable="is not JSON")]
    assert whose(audit, "all.jsonl", rows) == {"bert": ["a0", ""]}
