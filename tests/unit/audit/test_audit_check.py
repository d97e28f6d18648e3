from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from robustbench_nlp.audit.analysis import Audited, analyse
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.max_flip import check
from robustbench_nlp.audit.response import Response
from robustbench_nlp.audit.sentence import sentence
from robustbench_nlp.core.report import Report
from robustbench_nlp.errors import UsageError
from robustbench_nlp.stats.acceptance import Outcome

LabelledAudit = Callable[..., AuditFolder]
Audit = Callable[..., Audited]


@pytest.fixture
def audit(labelled: LabelledAudit, audited_report: Report) -> Audit:
    return lambda *counts, **more: analyse(labelled(*counts, **more), audited_report)


def test_many_clean_labels_pass_and_many_flips_fail(audit: Audit) -> None:
    clean = check(audit((80, 20, 150, 20), (80, 20, 150, 20)), 0.05)
    assert (clean.outcome, clean.further) == (Outcome.PASS, 0)
    assert clean.low == 0
    assert 0 < clean.high < 0.05
    broken = check(audit((80, 20, 150, 20), (10, 5, 120, 10)), 0.05)
    assert broken.outcome is Outcome.FAIL
    assert 0.05 < broken.low < broken.high


def test_few_labels_do_not_tell_and_it_says_how_many_would(audit: Audit) -> None:
    few = check(audit((80, 20, 40, 20), (80, 20, 40, 20)), 0.05)
    assert few.outcome is Outcome.INCONCLUSIVE
    assert few.further is not None
    assert 10 < few.further < 60
    assert f"{few.further} more texts" in few.why
    # The promise holds: in proportion to what is unread, nearly all of them are texts that stayed right.
    enough = check(audit((80, 20, 40 + few.further, 22), (80, 20, 40 + few.further, 22)), 0.05)
    assert enough.outcome is Outcome.PASS


def test_where_no_number_of_texts_would_do_it_says_so(labelled: LabelledAudit, audited_report: Report) -> None:
    few = replace(audited_report, results=(replace(audited_report.results[0], n=180, pairs=180),))
    found = check(analyse(labelled((80, 20, 40, 20), (56, 19, 39, 20), sizes=(80, 20, 60, 20)), few), 0.16)
    assert (found.outcome, found.further) == (Outcome.INCONCLUSIVE, None)
    assert "even if all 20 texts" in found.why


def test_looking_at_any_time_needs_more(audit: Audit) -> None:
    found = audit((80, 20, 100, 20), (80, 20, 100, 20))
    once, always = check(found, 0.05), check(found, 0.05, sequential=True)
    assert once.outcome is Outcome.PASS
    assert always.outcome is Outcome.PASS or (always.further or 0) > 0
    assert always.high > 0


def test_a_half_read_sheet_may_not_pass_nor_fail_by_the_fixed_plan(
    labelled: LabelledAudit, audited_report: Report
) -> None:
    folder = labelled((80, 20, 200, 20), (80, 20, 200, 20))
    late = [item.audit_id for item in folder.items() if item.stratum == "11"][:5]
    folder.add_responses(Response(audit_id, name, "") for audit_id in late for name in ("ann", "ben"))
    found = analyse(folder, audited_report)
    assert found.unread == 5
    half = check(found, 0.05)
    assert half.outcome is Outcome.INCONCLUSIVE
    assert "5 texts are not read yet" in half.why
    assert check(found, 0.05, sequential=True).outcome is Outcome.PASS


def test_errors_of_the_annotators_are_no_failure_of_the_transform(audit: Audit) -> None:
    # A tenth of all texts is called negative, flipped or not.
    careless = audit((80, 20, 100, 20), (72, 18, 90, 18), originals=(40, 40), errors=(4, 4))
    found = check(careless, 0.05)
    assert found.low > 0.05
    assert found.outcome is Outcome.INCONCLUSIVE
    assert "annotators' own errors" in found.why
    unknown = check(replace(careless, kept=None), 0.05)
    assert unknown.outcome is Outcome.INCONCLUSIVE
    assert "how often the annotators err is unknown" in unknown.why


def test_one_text_is_not_called_several(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled((80, 20, 200, 20), (80, 20, 200, 20))
    folder.add_responses(Response(folder.items()[150].audit_id, name, "") for name in ("ann", "ben"))
    found = analyse(folder, audited_report)
    assert "1 text is not read yet" in check(found, 0.05).why
    assert "1 text of the plan is not read yet." in sentence(found)


@pytest.mark.parametrize("limit", [0, 1, -0.1, 5])
def test_a_limit_that_is_no_share_is_refused(audit: Audit, limit: float) -> None:
    with pytest.raises(UsageError, match="--max-flip must lie between 0 and 1"):
        check(audit(), limit)
