"""Another model's run on the same texts needs labels only where something is new."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from robustbench_nlp.audit.frame import read_frame
from robustbench_nlp.audit.item import Kind, sha256
from robustbench_nlp.audit.plan import Planned, PlanRequest, plan_audit
from robustbench_nlp.audit.response import Response
from robustbench_nlp.errors import UsageError
from robustbench_nlp.plugin.catalog import load_catalog


@pytest.fixture
def first(run: Path) -> Planned:
    """Planned and answered: everybody says what the data say."""
    planned = plan_audit(PlanRequest(run, budget=80), load_catalog())
    planned.folder.add_responses(
        Response(item.audit_id, name, item.gold, at="2024-05-06T10:00:00+02:00")
        for item in planned.items
        for name in item.annotators
    )
    return planned


def test_only_new_changes_of_the_answer_are_read(first: Planned, run: Path, second: Path) -> None:
    planned = plan_audit(PlanRequest(second, budget=80, known=(run,)), load_catalog())
    known = {item.text_sha256 for item in first.items if item.kind is Kind.TRANSFORMED}
    new = [item for item in planned.items if item.kind is Kind.TRANSFORMED]
    assert not {item.text_sha256 for item in new} & known
    discordant = {
        sha256(p.rewritten.text) for p in read_frame(second, None).pairs if p.right_before != p.right_after
    } - known
    assert discordant
    assert {item.text_sha256 for item in new} >= discordant
    # Others only where fewer than two of a stratum were read.
    others = Counter(item.stratum for item in new if item.text_sha256 not in discordant)
    assert all(count <= 2 for count in others.values())
    assert len(new) < 40


def test_what_was_read_counts_with_its_answers(first: Planned, run: Path, second: Path) -> None:
    planned = plan_audit(PlanRequest(second, budget=80, known=(run,)), load_catalog())
    items = {item.audit_id: item for item in planned.folder.items()}
    answers = planned.folder.responses()
    assert len(answers) == len(first.folder.responses())
    assert all(items[a.audit_id].gold == a.label and a.annotator in items[a.audit_id].annotators for a in answers)
    assert {a.at for a in answers} == {"2024-05-06T10:00:00+02:00"}
    read = Counter(item.stratum for item in items.values() if item.kind is Kind.TRANSFORMED)
    assert read == {s.name: s.audited for s in planned.manifest.strata if s.audited}
    assert sum(s.size for s in planned.manifest.strata) == planned.manifest.pairs
    assert all(s.audited for s in planned.manifest.strata if s.name != "unchanged")
    assert all(s.d == int(s.name[0]) - int(s.name[1]) for s in planned.manifest.strata if s.name != "unchanged")
    assert len(planned.manifest.models) == 2
    assert not {item.audit_id for item in first.items} & set(items)


def test_an_annotator_of_both_sees_no_text_in_two_versions(first: Planned, run: Path, second: Path) -> None:
    planned = plan_audit(PlanRequest(second, budget=80, known=(run,)), load_catalog())
    for annotator in planned.manifest.annotators:
        seen: dict[str, set[str]] = {}
        for item in (*first.items, *planned.items):
            if annotator.name in item.annotators:
                seen.setdefault(item.original, set()).add(item.text_sha256)
        assert all(len(versions) == 1 for versions in seen.values())


def test_other_annotators_join_those_who_read_before(first: Planned, run: Path, second: Path) -> None:
    planned = plan_audit(PlanRequest(second, known=(run,), annotators=("anna", "ben")), load_catalog())
    assert [a.name for a in planned.manifest.annotators] == ["anna", "ben", "annotator-1", "annotator-2"]
    assert [name for name, _ in planned.sheets] == ["anna", "ben"]


def test_texts_that_nobody_has_answered_yet_are_not_known(run: Path, second: Path) -> None:
    plan_audit(PlanRequest(run, budget=80), load_catalog())
    planned = plan_audit(PlanRequest(second, budget=80, known=(run,)), load_catalog())
    assert not planned.folder.responses()
    assert all(s.audited for s in planned.manifest.strata if s.name != "unchanged")


@pytest.mark.parametrize("both", [False, True])
def test_where_all_is_known_nothing_is_read(first: Planned, run: Path, second: Path, again: Path, both: bool) -> None:
    middle = plan_audit(PlanRequest(second, budget=80, known=(run,)), load_catalog())
    middle.folder.add_responses(
        Response(item.audit_id, name, item.gold) for item in middle.items for name in item.annotators
    )
    planned = plan_audit(PlanRequest(again, budget=80, known=(run, second) if both else (second,)), load_catalog())
    assert not planned.items
    assert not planned.sheets
    rewritten = [item for item in planned.folder.items() if item.kind is Kind.TRANSFORMED]
    assert len({item.original for item in rewritten}) == len(rewritten)
    assert len(rewritten) == sum(s.audited for s in planned.manifest.strata)


def test_known_must_be_an_audit_of_the_same_transform_and_labels(first: Planned, run: Path, second: Path) -> None:
    with pytest.raises(UsageError, match="holds no audit"):
        plan_audit(PlanRequest(run, known=(second,), overwrite=True), load_catalog())
    with pytest.raises(UsageError, match="--label-names"):
        plan_audit(PlanRequest(second, known=(run,), label_names=("bad", "good")), load_catalog())
