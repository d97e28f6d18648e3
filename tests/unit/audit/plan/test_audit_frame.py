"""Only texts that are the report's own are audited."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from robustbench_nlp.audit.frame import changed, read_frame
from robustbench_nlp.audit.plan import PlanRequest, plan_audit
from robustbench_nlp.errors import DataError, UsageError
from robustbench_nlp.plugin.catalog import load_catalog


def test_the_frame_has_every_pair_behind_the_drop(run: Path) -> None:
    frame = read_frame(run, "typo@5")
    assert len(frame.pairs) == frame.result.pairs == 500
    assert sum(p.right_before - p.right_after for p in frame.pairs) == frame.result.broke - frame.result.fixed
    assert frame.labels == ("negative", "positive")
    assert sum(map(changed, frame.pairs)) > 400


def test_the_only_transform_that_changes_texts_need_not_be_named(run: Path) -> None:
    assert read_frame(run, None).result.transform == "typo@5"
    assert read_frame(run / "report.json", None).result.transform == "typo@5"


def test_a_transform_that_is_not_there_is_answered_with_those_that_are(run: Path) -> None:
    with pytest.raises(UsageError, match=r"no transform 'typo'.*typo@5"):
        read_frame(run, "typo")


def test_where_no_text_changed_there_is_nothing_to_audit(run: Path) -> None:
    with pytest.raises(UsageError, match="every label is kept"):
        read_frame(run, "identity")


def rewrite_column(run: Path, name: str, new) -> None:  # type: ignore[no-untyped-def]
    path = run / "outcomes.parquet"
    table = pq.read_table(path)
    rows = table.to_pylist()
    values = [new(row) if row["transform"] == "typo@5" else row[name] for row in rows]
    pq.write_table(table.set_column(table.schema.get_field_index(name), name, pa.array(values)), path)


@pytest.mark.parametrize(
    ("column", "new"),
    [
        ("text_after", lambda row: row["text_after"].upper()),
        ("text_before", lambda row: f"{row['text_before']} and more"),
        ("predicted_after", lambda row: row["predicted_before"]),
        ("label", lambda row: "positive"),
        ("status", lambda row: "unchanged"),
        ("flags", lambda row: ["valence: -3"]),
    ],
)
def test_texts_of_another_run_are_refused(run: Path, column: str, new) -> None:  # type: ignore[no-untyped-def]
    rewrite_column(run, column, new)
    with pytest.raises(DataError, match="not those of the report"):
        read_frame(run, "typo@5")


def test_rows_that_are_missing_or_no_rows_at_all_are_refused(run: Path) -> None:
    path = run / "outcomes.parquet"
    table = pq.read_table(path)
    pq.write_table(table.slice(10), path)
    with pytest.raises(DataError, match="not those of the report"):
        read_frame(run, "typo@5")
    path.write_bytes(b"PAR1")
    with pytest.raises(DataError, match=r"cannot read .*outcomes.parquet"):
        read_frame(run, "typo@5")
    path.unlink()
    with pytest.raises(DataError, match=r"cannot read .*outcomes.parquet"):
        read_frame(run, "typo@5")


def test_texts_of_another_version_of_the_transform_are_refused(run: Path) -> None:
    path = run / "report.json"
    report = json.loads(path.read_text("utf-8"))
    for row in report["results"]:
        row["explicit"] = row["explicit"].replace("typo.v1(", "typo.v0(")
    path.write_text(json.dumps(report), "utf-8")
    with pytest.raises(UsageError, match=r"made by typo\.v0.*this installation has typo\.v1"):
        plan_audit(PlanRequest(run), load_catalog())
