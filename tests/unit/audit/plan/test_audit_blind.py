"""A sheet says nothing but the texts: from all the rest a classifier cannot tell controls from rewritten texts."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import numpy as np
import pytest
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from robustbench_nlp.audit.item import Kind
from robustbench_nlp.audit.plan import PlanRequest, plan_audit
from robustbench_nlp.plugin.catalog import load_catalog

SEEDS = 18


def looks(sheet: bytes) -> list[tuple[str, list[float]]]:
    """Everything about the rows except what the texts say: ids, order, how cells are written, neighbours."""
    content = sheet.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    lines = re.split(r"\r?\n(?=\"?a-[0-9a-f]+\"?,)", content)[1:]
    found = []
    for i, (row, line) in enumerate(zip(rows, lines, strict=True)):
        # The cell of the text as CSV has it, less the text: quotes and what guards against formulas.
        written = line.replace(row["text"].replace('"', '""'), "")
        number = int(row["audit_id"][2:], 16)
        digits = [float(int(digit, 16)) for digit in row["audit_id"][2:]]
        earlier = sum(other["audit_id"] < row["audit_id"] for other in rows)
        features = [i / len(rows), i % 2, i % 3, i % 4, float(len(row["audit_id"])), float(number), *digits]
        features += [earlier / len(rows), float(len(written)), float(written.count('"')), float(written.count(","))]
        features += [float(len(row[name])) for name in ("label", "naturalness", "comment")]
        found.append((row["audit_id"], features))
    return found


Rows = list[tuple[int, Kind, list[float]]]


@pytest.fixture(scope="module")
def rows(runs: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """(seed, kind, looks) of one sheet of each plan: rows that two annotators have would count twice."""
    run = tmp_path_factory.mktemp("blind")
    for name in ("report.json", "outcomes.parquet"):
        (run / name).write_bytes((runs[0] / name).read_bytes())
    catalog = load_catalog()
    found = []
    for seed in range(SEEDS):
        planned = plan_audit(PlanRequest(run, budget=90, seed=seed, overwrite=True), catalog)
        kinds = {item.audit_id: item.kind for item in planned.items}
        found += [(seed, kinds[audit_id], seen) for audit_id, seen in looks(planned.sheets[0][1].read_bytes())]
    return found


@pytest.mark.parametrize("told", [Kind.ORIGINAL, Kind.FLIP])
def test_controls_cannot_be_told_by_anything_but_the_text(rows: Rows, told: Kind) -> None:
    groups, kinds, x = zip(*rows, strict=True)
    y = np.array([kind is told for kind in kinds])
    share = y.mean()
    # Four standard errors of the area under the curve at chance.
    margin = 4 * np.sqrt((len(y) + 1) / (12 * share * (1 - share) * len(y) ** 2))
    for model in (
        make_pipeline(StandardScaler(), LogisticRegression()),
        RandomForestClassifier(40, min_samples_leaf=5, random_state=0),
    ):
        guesses = cross_val_predict(model, np.array(x), y, groups=groups, cv=GroupKFold(6), method="predict_proba")
        assert roc_auc_score(y, guesses[:, 1]) == pytest.approx(0.5, abs=margin)


def test_a_sheet_that_gives_something_away_is_caught(rows: Rows) -> None:
    groups, kinds, x = zip(*rows, strict=True)
    y = np.array([kind is Kind.FLIP for kind in kinds])
    told = [[*seen, seen[0] + 0.5 * flip] for seen, flip in zip(x, y, strict=True)]
    model = RandomForestClassifier(40, min_samples_leaf=5, random_state=0)
    guesses = cross_val_predict(model, np.array(told), y, groups=groups, cv=GroupKFold(6), method="predict_proba")
    assert roc_auc_score(y, guesses[:, 1]) > 0.8
