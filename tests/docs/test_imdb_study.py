"""The page about the IMDB study says what the study's own files say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from robustbench_nlp.core.report import Interval
from robustbench_nlp.report.table import percent, points

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "imdb-study.md").read_text("utf-8")
STUDIES = ("minilm", "bow")
WITH_INTERVAL = re.compile(r"-?\d+\.\d \[-?\d+\.\d, -?\d+\.\d\]")


def tables(name: str) -> str:
    return (DOCS / "imdb-study" / name / "study.md").read_text("utf-8").replace("\\", "")


def study(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DOCS / "imdb-study" / name / "study.json").read_text("utf-8"))
    return found


def intervals(part: object) -> Iterator[Interval]:
    if isinstance(part, dict) and part.keys() == {"value", "low", "high", "level", "method"}:
        yield Interval(**part)
    elif isinstance(part, dict | list):
        for child in part.values() if isinstance(part, dict) else part:
            yield from intervals(child)


def test_every_interval_on_the_page_is_one_of_the_studies() -> None:
    known = {points(interval) for name in STUDIES for interval in intervals(study(name))}
    said = WITH_INTERVAL.findall(PAGE)
    assert len(said) > 20
    assert [one for one in said if one not in known] == []


@pytest.mark.parametrize("name", STUDIES)
def test_tables_are_those_of_the_result(name: str) -> None:
    found, written = study(name), tables(name)
    for row in found["rows"]:
        for part in (*row["drops"], *row["contrasts"]):
            assert points(Interval(**(part.get("drop") or part["saved"]))) in written
    for arm in found["arms"]:
        assert percent(arm["accuracy"]["value"]) in written


@pytest.mark.parametrize("name", STUDIES)
def test_all_of_the_data_was_used(name: str) -> None:
    found = study(name)
    assert (found["train"]["n"], found["test"]["n"], found["curve_n"]) == (25_000, 25_000, 5_000)
    assert [arm["n"][0] for arm in found["arms"]] == [25_000, 30_000, 30_000]
    assert found["environment"]["tool"]
