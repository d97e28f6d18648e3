"""What a plan says it can show is what the gate finds once every label was found kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from robustbench_nlp.audit.analysis import analyse
from robustbench_nlp.audit.max_flip import check
from robustbench_nlp.audit.plan import Planned, PlanRequest, plan_audit
from robustbench_nlp.audit.response import Response
from robustbench_nlp.errors import UsageError
from robustbench_nlp.plugin.catalog import Catalog, load_catalog
from robustbench_nlp.report.document import read_report
from robustbench_nlp.stats.acceptance import Outcome


@pytest.fixture(scope="module")
def plugins() -> Catalog:
    return load_catalog()


def found_kept(planned: Planned) -> None:
    planned.folder.add_responses(
        Response(item.audit_id, name, item.gold) for item in planned.items for name in item.annotators
    )


def test_the_gate_finds_what_the_plan_promised(run: Path, plugins: Catalog) -> None:
    planned = plan_audit(PlanRequest(run, budget=60), plugins)
    found_kept(planned)
    audited, least = analyse(planned.folder, read_report(run)), planned.promise.least
    assert check(audited, 0.5).high == least
    assert check(audited, least).outcome is Outcome.PASS
    assert check(audited, least - 1e-6).outcome is Outcome.INCONCLUSIVE


def test_the_budget_it_names_is_enough_and_not_much_more_than_that(run: Path, plugins: Catalog) -> None:
    few = plan_audit(PlanRequest(run, budget=60, max_flip=0.08), plugins).promise
    assert few.least > 0.08
    assert few.budget is not None
    enough = plan_audit(PlanRequest(run, budget=few.budget, max_flip=0.08, overwrite=True), plugins)
    assert enough.promise.least <= 0.08
    assert enough.promise.budget is None, "it is enough"
    less = plan_audit(PlanRequest(run, budget=few.budget - 15, max_flip=0.08, overwrite=True), plugins)
    assert less.promise.least > 0.08


def test_no_budget_is_named_where_none_is_enough(run: Path, plugins: Catalog) -> None:
    assert plan_audit(PlanRequest(run, budget=60, max_flip=0.001), plugins).promise.budget is None


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_a_limit_that_is_no_share_is_refused(run: Path, plugins: Catalog, limit: float) -> None:
    with pytest.raises(UsageError, match="--max-flip must lie between 0 and 1"):
        plan_audit(PlanRequest(run, max_flip=limit), plugins)
    assert not (run / "audits").exists()
