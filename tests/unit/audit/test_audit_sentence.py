from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from robustbench_nlp.audit.analysis import Audited, analyse
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.item import Kind
from robustbench_nlp.audit.manifest import Annotator
from robustbench_nlp.audit.merge import with_audits
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.sentence import readers, sentence
from robustbench_nlp.audit.tables import tables
from robustbench_nlp.core.report import Interval, Report
from robustbench_nlp.report.document import from_json, to_json
from robustbench_nlp.report.drop_table import drop_table

LabelledAudit = Callable[..., AuditFolder]


@pytest.fixture
def found(labelled: LabelledAudit, audited_report: Report) -> Audited:
    return analyse(labelled(), audited_report)


def test_the_sentence_of_the_method(found: Audited) -> None:
    said = sentence(found)
    assert said.startswith("typo@3: 93.0 -> 87.0, drop 6.0 [4.1, 8.0]; labels kept 95.4 % [89, 100] (")
    assert "(160 texts read by 2 people, alpha 1.00, annotator error 0.0 %)" in said
    assert "valid-only drop 3.9 [2.1, 5.7]; 2.3 of the 6.0 points come from texts whose label changed." in said


def test_judges_are_called_what_they_are(found: Audited) -> None:
    llm, ann = Annotator("gpt", "llm", "small@abc"), Annotator("ann")
    assert readers(replace(found, annotators=(ann, llm))) == "1 person and the llm judge small@abc"
    twice = (replace(llm, name="one"), replace(llm, name="other"))
    assert readers(replace(found, annotators=twice)) == "2 llm judges (small@abc)"
    alone = sentence(replace(found, annotators=(llm, Annotator("other", "model"))))
    assert "read by the llm judge small@abc and the model judge other," in alone
    assert "No person has read a text." in alone
    assert "No person" not in sentence(found)


def test_weak_evidence_is_said_to_be_weak(found: Audited) -> None:
    def with_alpha(alpha: float | None) -> str:
        interval = None if alpha is None else Interval(alpha, 0.0, 1.0, 0.95, "bootstrap")
        return sentence(replace(found, agreement=replace(found.agreement, alpha=interval)))

    assert "agree too little to conclude anything" in with_alpha(0.5)
    assert "tentative conclusions only" in with_alpha(0.7)
    assert "tentative" not in with_alpha(0.85)
    assert "how far they agree is unknown" in with_alpha(None)
    fewer = (replace(found.strata[0], planned=92), *found.strata[1:])
    assert "12 texts of the plan are not read yet." in sentence(replace(found, strata=fewer))
    assert "annotator error 0.0 %, not taken out" in sentence(replace(found, kept=None))


def test_who_answered_no_control_is_called_untested(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled()
    controls = [item.audit_id for item in folder.items() if item.kind is not Kind.TRANSFORMED]
    folder.add_responses(Response(audit_id, "ben", "") for audit_id in controls)
    found = analyse(folder, audited_report)
    assert "Whether ben can be trusted is unknown: no control was answered." in sentence(found)
    assert [row[3:] for row in tables(found)[2].rows] == [
        ("yes", "10 of 10", "40 of 40"),
        ("yes, untested", "none answered", "none answered"),
    ]
    folder.add_responses(Response(item.audit_id, "ben", "") for item in folder.items())
    begun = analyse(folder, audited_report)
    assert "ben" not in sentence(begun), "who has answered nothing needs no trust"
    assert [row[3] for row in tables(begun)[2].rows] == ["yes", "-"]


def test_no_more_is_said_than_was_found(labelled: LabelledAudit, audited_report: Report) -> None:
    clean = sentence(analyse(labelled(kept=(80, 20, 40, 20)), audited_report))
    assert "labels kept 100.0 % [" in clean
    assert "valid-only drop 6.0" in clean
    assert "no text whose label changed was found" in clean


def test_a_drop_that_changed_labels_hide_is_said_to_be_larger(found: Audited) -> None:
    def parts(drop: float, label_part: float, valid: Interval | None) -> str:
        return sentence(replace(found, parts=replace(found.parts, drop=drop, label_part=label_part, valid_only=valid)))

    interval = Interval(0.01, -0.01, 0.03, 0.95, "x")
    assert "valid-only drop 1.0 [-1.0, 3.0], not distinguishable from 0" in parts(0.02, 0.01, interval)
    assert "without texts whose label changed it would be 1.2 points larger" in parts(0.02, -0.012, interval)
    assert "without texts whose label changed it would be 0.5 points smaller" in parts(-0.01, 0.005, interval)
    assert "account for none of it" in parts(0.02, 0.0001, interval)
    assert "no text whose label was kept was found" in parts(0.02, 0.02, None)


def test_texts_without_a_label_are_counted_in_the_sentence(labelled: LabelledAudit, audited_report: Report) -> None:
    said = sentence(analyse(labelled(say="mixed"), audited_report))
    assert "26 undecided, counted as not kept" in said
    assert "2.3 of the 6.0 points come from texts that have no clear label any more" in said


def test_the_run_shows_its_audit_whenever_it_is_shown(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled()
    run = folder.path.parents[1]
    (run / "report.json").write_text(to_json(audited_report), "utf-8")
    merged = with_audits(audited_report, run)
    assert with_audits(audited_report, run / "report.json") == merged
    audit = merged.results[0].audit
    assert audit is not None
    assert audit.valid_only_drop is not None
    assert audit.valid_only_drop.value == pytest.approx(0.038794, abs=1e-6)
    assert audit.annotators == (("ann", "person", ""), ("ben", "person", ""))
    table = drop_table(merged)
    assert table.rows[0][-1] == "3.9 [2.1, 5.7]"
    assert audit.sentence in table.notes
    assert from_json(to_json(merged), "x") == merged


def test_an_audit_that_says_nothing_yet_is_a_note_and_no_error(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled()
    run = folder.path.parents[1]
    folder.add_responses(Response(response.audit_id, response.annotator, "") for response in folder.responses())
    begun = with_audits(audited_report, run)
    assert begun.results[0].audit is None
    assert [p.where for p in begun.problems] == ["audit typo@3"]
    assert "no answers that count" in begun.problems[0].what
    other = with_audits(replace(audited_report, digest="rerun"), run)
    assert "of another run" in other.problems[0].what
    (folder.path / "items.jsonl").write_text("{}\n")
    assert "cannot be read" in with_audits(audited_report, run).problems[0].what
    assert with_audits(audited_report, run.parent / "nowhere") == audited_report
