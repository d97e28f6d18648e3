"""Rows that a reader left out, told where no report will tell them."""

from __future__ import annotations

from robustbench_nlp.cli.remark import remark
from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.report import Problem


def say_left_out(dataset: Dataset) -> None:
    """One note for each reason, with the number of rows."""
    where = f"{dataset.name}/{dataset.split}" if dataset.split else dataset.name
    for drop in dataset.dropped:
        remark(f"note: {Problem(where, f'left out: {drop.reason}', drop.count)}")
