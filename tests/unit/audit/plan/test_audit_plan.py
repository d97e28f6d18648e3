"""A planned audit: who reads what, and what is promised about it."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from robustbench_nlp.audit.find import find_audit
from robustbench_nlp.audit.folder import AuditFolder
from robustbench_nlp.audit.frame import read_frame
from robustbench_nlp.audit.item import Kind, sha256
from robustbench_nlp.audit.manifest import MEND
from robustbench_nlp.audit.plan import Planned, PlanRequest, plan_audit
from robustbench_nlp.audit.response import Response
from robustbench_nlp.errors import DataError, UsageError
from robustbench_nlp.plugin.catalog import Catalog, load_catalog


@pytest.fixture(scope="session")
def plugins() -> Catalog:
    return load_catalog()


@pytest.fixture
def planned(run: Path, plugins: Catalog) -> Planned:
    return plan_audit(PlanRequest(run, budget=60), plugins)


def test_the_sample_is_what_the_manifest_says(planned: Planned, run: Path) -> None:
    frame, manifest = read_frame(run, "typo@5"), planned.manifest
    assert sum(stratum.size for stratum in manifest.strata) == manifest.pairs == len(frame.pairs)
    read = Counter(item.stratum for item in planned.items if item.kind is Kind.TRANSFORMED)
    assert read == {stratum.name: stratum.audited for stratum in manifest.strata if stratum.audited}
    assert sum(read.values()) == 60
    assert manifest.drop == pytest.approx(frame.result.drop.value)  # type: ignore[union-attr]
    texts = {(p.rewritten.example_id, p.rewritten.text, frame.labels[p.label]) for p in frame.pairs}
    assert all((i.example_id, i.text, i.gold) in texts for i in planned.items if i.kind is Kind.TRANSFORMED)
    assert planned.folder.manifest() == manifest
    assert set(planned.folder.items()) == set(planned.items)
    assert find_audit(run, None).path == planned.folder.path


def test_nobody_sees_two_versions_of_a_text(planned: Planned) -> None:
    for annotator in planned.manifest.annotators:
        seen = Counter(item.original for item in planned.items if annotator.name in item.annotators)
        assert set(seen.values()) == {1}


def test_all_changed_answers_and_enough_others_are_read_by_two(planned: Planned) -> None:
    rewritten = [item for item in planned.items if item.kind is Kind.TRANSFORMED]
    assert all(len(item.annotators) == 2 for item in rewritten if item.stratum[:2] in ("10", "01"))
    assert sum(len(item.annotators) == 2 for item in rewritten) == max(
        40, sum(item.stratum[:2] in ("10", "01") for item in rewritten)
    )
    loads = Counter(name for item in rewritten for name in item.annotators)
    assert max(loads.values()) - min(loads.values()) <= 1


def test_a_quarter_of_a_sheet_is_untouched_and_a_twelfth_known_flips(run: Path, plugins: Catalog) -> None:
    planned = plan_audit(PlanRequest(run, budget=120), plugins)
    for annotator in planned.manifest.annotators:
        kinds = Counter(item.kind for item in planned.items if annotator.name in item.annotators)
        assert kinds[Kind.ORIGINAL] / kinds.total() == pytest.approx(1 / 4, abs=0.01)
        assert kinds[Kind.FLIP] / kinds.total() == pytest.approx(1 / 12, abs=0.01)
    assert not planned.notes


def test_untouched_texts_come_from_the_strata_of_the_rewritten_ones(planned: Planned, run: Path) -> None:
    frame = read_frame(run, None)
    texts = {sha256(pair.before): frame.labels[pair.label] for pair in frame.pairs}
    originals = [item for item in planned.items if item.kind is Kind.ORIGINAL]
    assert all(texts[item.text_sha256] == item.gold and item.original == item.text_sha256 for item in originals)
    assert {item.gold for item in originals} == {"negative", "positive"}
    rewritten = {item.stratum for item in planned.items if item.kind is Kind.TRANSFORMED}
    assert len({item.stratum for item in originals} & rewritten) > len(rewritten) / 2
    # Two annotators have different ones where there are enough.
    assert all(len(item.annotators) == 1 for item in originals)
    assert len({item.text for item in originals}) == len(originals)


def test_known_flips_have_the_other_label_and_are_the_same_for_all(planned: Planned, run: Path) -> None:
    frame = read_frame(run, None)
    texts = {sha256(pair.before): (pair.before, frame.labels[pair.label]) for pair in frame.pairs}
    flips = [item for item in planned.items if item.kind is Kind.FLIP]
    assert len(flips) >= 10
    for item in flips:
        before, label = texts[item.original]
        assert item.gold != label
        assert item.text != before
        assert item.annotators == ("annotator-1", "annotator-2")
    assert Counter(item.gold for item in flips)["positive"] == pytest.approx(len(flips) / 2, abs=1)


def test_the_same_seed_gives_the_same_sheets_and_another_seed_others(run: Path, plugins: Catalog) -> None:
    def sheets(seed: int) -> list[bytes]:
        planned = plan_audit(PlanRequest(run, budget=30, seed=seed, overwrite=True), plugins)
        return [path.read_bytes() for _, path in planned.sheets]

    first = sheets(4)
    assert sheets(4) == first
    assert sheets(5) != first


def test_every_pair_of_a_stratum_is_as_likely_to_be_read(run: Path, plugins: Catalog) -> None:
    from robustbench_nlp.audit.assignment import Reader
    from robustbench_nlp.audit.sample import draw_sample

    frame = read_frame(run, None)
    drawn: Counter[str] = Counter()
    for seed in range(100):
        drawn.update(one.pair.rewritten.example_id for one in draw_sample(frame, [], [Reader("a")], 60, seed).drawn)
    shares = draw_sample(frame, [], [Reader("a")], 60, 0).shares
    for share in shares:
        counts = [drawn[pair.rewritten.example_id] for pair in share.stratum.pairs]
        expected = 100 * share.audited / len(counts)
        chi2 = sum((count - expected) ** 2 for count in counts) / max(
            expected * (1 - share.audited / len(counts)), 1e-9
        )
        assert chi2 / len(counts) == pytest.approx(1, abs=0.35) or share.audited == len(counts)


def test_one_annotator_is_told_what_is_missing(run: Path, plugins: Catalog) -> None:
    planned = plan_audit(PlanRequest(run, budget=40, annotators=("anna",)), plugins)
    assert all(item.annotators == ("anna",) for item in planned.items)
    assert any("agreement" in note for note in planned.notes)


def test_three_annotators_share_the_second_readings(run: Path, plugins: Catalog) -> None:
    planned = plan_audit(PlanRequest(run, budget=90, annotators=("a", "b", "c")), plugins)
    pairs = Counter(item.annotators for item in planned.items if item.kind is Kind.TRANSFORMED)
    assert {len(names) for names in pairs} == {1, 2}
    assert sum(len(names) == 2 for names in pairs) == 3


def test_answers_are_never_planned_away(planned: Planned, run: Path, plugins: Catalog) -> None:
    with pytest.raises(UsageError, match="holds an audit already"):
        plan_audit(PlanRequest(run), plugins)
    item = planned.items[0]
    planned.folder.add_responses([Response(item.audit_id, item.annotators[0], "positive")])
    with pytest.raises(UsageError, match="has answers"):
        plan_audit(PlanRequest(run, overwrite=True), plugins)
    assert len(planned.folder.responses()) == 1
    # Nor do those of a plan that is lost, or was stopped half way, become answers to this one: ids are those of a seed.
    (planned.folder.path / planned.folder.MANIFEST).unlink()
    with pytest.raises(UsageError, match="has answers"):
        plan_audit(PlanRequest(run, overwrite=True), plugins)


@pytest.mark.parametrize(
    "damage", ["{", "[]", '{"schema": "robustbench-nlp/audit/9"}', '{"schema": "robustbench-nlp/audit/1"}']
)
def test_what_is_said_about_a_damaged_plan_works(planned: Planned, run: Path, plugins: Catalog, damage: str) -> None:
    item = planned.items[0]
    planned.folder.add_responses([Response(item.audit_id, item.annotators[0], "positive")])
    (planned.folder.path / planned.folder.MANIFEST).write_text(damage)
    with pytest.raises(DataError, match=r"manifest\.json cannot be read") as raised:
        find_audit(run, "typo@5").manifest()
    assert raised.value.hint == MEND
    planned.folder.path.rename(run / "away")
    again = plan_audit(PlanRequest(run, budget=60), plugins)
    assert again.manifest == planned.manifest
    assert len(AuditFolder(run / "away").responses()) == 1, "moving it away keeps its answers"


def test_two_commands_at_once_do_not_write_the_same_audit(planned: Planned, run: Path, plugins: Catalog) -> None:
    with planned.folder.locked(), pytest.raises(UsageError, match="another command is writing to") as raised:
        plan_audit(PlanRequest(run, overwrite=True), plugins)
    assert raised.value.hint == "try again in a moment", "no other run will do"


def test_sheets_of_a_plan_that_was_replaced_are_gone(planned: Planned, run: Path, plugins: Catalog) -> None:
    again = plan_audit(PlanRequest(run, budget=60, annotators=("anna",), overwrite=True), plugins)
    assert [path.name for path in (again.folder.path / "sheets").iterdir()] == ["anna.csv"]


def test_labels_that_mean_nothing_must_be_named(run: Path, plugins: Catalog) -> None:
    from robustbench_nlp.audit.names import label_names

    coded = replace(read_frame(run, None), labels=("0", "1"))
    with pytest.raises(UsageError, match=r"labels 0, 1 mean nothing.*--label-names"):
        label_names(coded, ())
    assert label_names(coded, ("bad", "good")) == ("bad", "good")
    for names in (("one",), ("same", "Same"), ("good", " "), ("mixed", "good")):
        with pytest.raises(UsageError):
            label_names(coded, names)
    planned = plan_audit(PlanRequest(run, label_names=("pos", "neg")), plugins)
    assert planned.manifest.labels == ("pos", "neg")
    assert {item.gold for item in planned.items} == {"pos", "neg"}


@pytest.mark.parametrize("names", [(), ("a/b",), ("..",), ("anna", "Anna"), ("",), ("a" * 80,)])
def test_names_that_cannot_be_files_are_refused(run: Path, plugins: Catalog, names: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        plan_audit(PlanRequest(run, annotators=names), plugins)
    assert not (run / "audits").exists()


def test_flips_of_the_users_own(run: Path, plugins: Catalog, tmp_path: Path) -> None:
    mine = tmp_path / "contrast.csv"
    rows = [f"contrast text {i},{'positive' if i % 2 else 'negative'}" for i in range(30)]
    mine.write_text("text,label\n" + "\n".join(rows) + "\n", "utf-8")
    planned = plan_audit(PlanRequest(run, budget=40, flips=str(mine)), plugins)
    flips = [item for item in planned.items if item.kind is Kind.FLIP]
    assert flips
    assert all(f"{item.text},{item.gold}" in rows for item in flips)
    mine.write_text("text,label\nA text,happy\nAnother,sad\n", "utf-8")
    with pytest.raises(DataError, match="has the label 'happy'"):
        plan_audit(PlanRequest(run, flips=str(mine), overwrite=True), plugins)
    with pytest.raises(DataError, match="no such file"):
        plan_audit(PlanRequest(run, flips="nowhere.csv", overwrite=True), plugins)


def test_flips_by_a_transform_that_keeps_the_label_are_refused(run: Path, plugins: Catalog) -> None:
    with pytest.raises(UsageError, match="neither a file nor one transform that changes the label"):
        plan_audit(PlanRequest(run, flips="typo"), plugins)


def test_without_flips_the_user_is_told_how_to_bring_some(run: Path, plugins: Catalog) -> None:
    planned = plan_audit(PlanRequest(run, label_names=("ham", "spam")), plugins)
    assert not any(item.kind is Kind.FLIP for item in planned.items)
    assert any("--flips FILE" in note for note in planned.notes)


def test_a_sheet_has_texts_and_nothing_else(planned: Planned) -> None:
    by_id = {item.audit_id: item for item in planned.items}
    ids = defaultdict(set)
    for name, path in planned.sheets:
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
        assert list(rows[0]) == ["audit_id", "text", "label", "naturalness", "comment"]
        assert all(row["text"] == by_id[row["audit_id"]].text for row in rows)
        assert not any(row["label"] or row["naturalness"] or row["comment"] for row in rows)
        ids[name] = {row["audit_id"] for row in rows}
        assert ids[name] == {item.audit_id for item in planned.items if name in item.annotators}
    orders = [[row.split(",")[0] for row in path.read_text("utf-8-sig").splitlines()] for _, path in planned.sheets]
    common = [[i for i in order if all(i.strip('"') in found for found in ids.values())] for order in orders]
    assert common[0] != common[1]
