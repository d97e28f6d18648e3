from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from robustbench_nlp.audit.analysis import analyse
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.manifest import Annotator
from robustbench_nlp.audit.response import Response
from robustbench_nlp.core.report import Report
from robustbench_nlp.errors import DataError, UsageError

LabelledAudit = Callable[..., AuditFolder]


def test_the_example_of_the_method(labelled: LabelledAudit, audited_report: Report) -> None:
    found = analyse(labelled(), audited_report)
    assert found.parts.drop == pytest.approx(0.06)
    assert found.parts.model_part.value == pytest.approx(0.037)
    assert found.parts.flip_rate == pytest.approx(0.04625)
    assert found.parts.valid_only is not None
    assert found.parts.valid_only.value == pytest.approx(0.038794, abs=1e-6)
    assert (found.parts.valid_only.low, found.parts.valid_only.high) == pytest.approx((0.021056, 0.056532), abs=1e-6)
    assert found.as_answered.value == pytest.approx(1 - 0.04625)
    assert (found.as_answered.low, found.as_answered.high) == pytest.approx((1 - 0.122, 1 - 0.026), abs=0.004)
    assert (found.bounds.low, found.bounds.high) == pytest.approx((-0.02 / 0.878, 0.08 / 0.878), abs=0.001)
    assert (found.read, found.unclear, found.waiting, found.open) == (160, 0, 0, 0)


def test_unchanged_texts_count_as_kept_without_being_read(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled((30, 10, 30, 10), (27, 10, 30, 9), sizes=(60, 10, 700, 30), unchanged=200)
    row = replace(audited_report.results[0], broke=60, fixed=10)
    found = analyse(folder, replace(audited_report, results=(row,)))
    assert found.unchanged == 200
    assert found.parts.flip_rate == pytest.approx(0.009)
    assert found.parts.valid_only is not None
    assert found.parts.valid_only.value == pytest.approx(0.0443996, abs=1e-7)
    assert found.parts.valid_only_se == pytest.approx(0.0083361, abs=1e-6)


def test_a_stratum_that_nobody_read_is_an_error_and_never_all_kept(
    labelled: LabelledAudit, audited_report: Report
) -> None:
    folder = labelled()
    folder.add_responses(
        Response(item.audit_id, name, "") for item in folder.items() if item.stratum == "00" for name in ("ann", "ben")
    )
    with pytest.raises(UsageError, match="nobody has labelled a text of 1 of 4 strata: 00"):
        analyse(folder, audited_report)


def test_items_of_another_plan_are_no_crash(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled()
    manifest, items = folder.manifest(), folder.items()
    folder.write_plan(manifest, [replace(items[0], stratum="12"), *items[1:]])
    with pytest.raises(DataError, match="no stratum 12"):
        analyse(folder, audited_report)
    small = tuple(replace(stratum, size=min(stratum.size, 50)) for stratum in manifest.strata)
    folder.write_plan(replace(manifest, strata=small), items)
    with pytest.raises(DataError, match="more texts than its strata hold pairs"):
        analyse(folder, audited_report)


def test_texts_that_nobody_can_place_are_apart(labelled: LabelledAudit, audited_report: Report) -> None:
    found = analyse(labelled(say="cannot tell"), audited_report)
    assert [stratum.undecidable for stratum in found.strata] == [24, 1, 1, 0]
    assert sum(stratum.flipped for stratum in found.strata) == 0
    assert found.parts.flip_rate == pytest.approx(0.04625)
    assert found.lenient.flip_rate == 0
    assert found.lenient.valid_only is not None
    assert found.lenient.valid_only.value == pytest.approx(0.06)


def test_two_who_disagree_are_no_random_part_of_the_texts(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled()
    flipped = [r.audit_id for r in folder.responses() if r.annotator == "ben" and r.label == "negative"][:10]
    folder.add_responses(Response(audit_id, "ben", "positive") for audit_id in flipped)
    found = analyse(folder, audited_report)
    assert (found.open, found.unclear) == (10, 10)
    assert found.strata[0].disputed == 10
    # They still count, on the side of caution, and the sensitivity line says what they can do.
    assert found.parts.flip_rate == pytest.approx(0.04625)
    assert found.lenient.flip_rate == pytest.approx(0.03625)


def test_errors_on_untouched_texts_are_taken_out_where_they_are_made(
    labelled: LabelledAudit, audited_report: Report
) -> None:
    without = analyse(labelled(), audited_report)
    assert without.kept is not None
    assert without.kept.value == pytest.approx(without.as_answered.value)
    assert without.annotator_error == 0
    # One in ten of the texts where the model's answer changed: they are a tenth of the pairs.
    hard = analyse(labelled(errors=(2, 0)), audited_report)
    assert hard.kept is not None
    assert hard.kept.value == pytest.approx(1 - ((24 - 8) + (1 - 2)) / 1000 / 0.8 - 0.02125)
    assert hard.annotator_error == pytest.approx(0.05)
    assert [(errors.of, errors.answers, errors.wrong) for errors in hard.by_side] == [
        ("answer changed", 40, 4),
        ("answer stayed", 40, 0),
    ]
    assert [(errors.of, errors.answers) for errors in hard.by_label] == [("negative", 0), ("positive", 80)]
    # The drop is left as it is: taking errors out of it does more harm than good.
    assert hard.parts == without.parts


def test_without_controls_nothing_is_taken_out(labelled: LabelledAudit, audited_report: Report) -> None:
    found = analyse(labelled(originals=(0, 0)), audited_report)
    assert (found.kept, found.annotator_error) == (None, None)


def test_whoever_fails_on_the_controls_does_not_count(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled()
    folder.add_responses(Response(item.audit_id, "ben", "negative") for item in folder.items())
    found = analyse(folder, audited_report)
    assert [one.name for one in found.annotators] == ["ann"]
    assert [gate.passed for gate in found.gates] == [True, False]
    assert found.agreement.alpha is None
    assert found.parts.flip_rate == pytest.approx(0.04625)
    folder.add_responses(Response(item.audit_id, "ann", "negative") for item in folder.items())
    with pytest.raises(UsageError, match=r"no answers that count.*ann is left out"):
        analyse(folder, audited_report)


def test_agreement_leaves_out_who_only_settles_disputes(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled(names=(Annotator("ann"), Annotator("ben"), Annotator("third")))
    texts = [item.audit_id for item in folder.items() if item.stratum == "10" and item.kind.value == "transformed"]
    disputed = set(texts[:6])
    folder.add_responses(Response(audit_id, "ben", "negative") for audit_id in disputed)
    folder.add_responses(
        Response(item.audit_id, "third", "") for item in folder.items() if item.audit_id not in disputed
    )
    found = analyse(folder, audited_report)
    assert found.open == 0
    assert found.agreement.texts == 210
    assert found.agreement.raw == pytest.approx(204 / 210)
    assert found.agreement.kappa is not None
    assert found.agreement.flag_ac1 is not None


def test_an_audit_of_another_run_is_refused(labelled: LabelledAudit, audited_report: Report) -> None:
    folder = labelled(run="another")
    with pytest.raises(UsageError, match="of another run than the report beside it"):
        analyse(folder, audited_report)
    with pytest.raises(UsageError, match="of another run"):
        analyse(labelled(), replace(audited_report, results=()))
