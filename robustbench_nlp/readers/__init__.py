"""From whatever the user has to labelled examples."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.core.kinds import DatasetSpec
from robustbench_nlp.markers import hookimpl
from robustbench_nlp.readers.names import CSV, HUB, JSON, PARQUET
from robustbench_nlp.readers.samples.spec import SPEC as SAMPLE


@hookimpl
def robust_datasets() -> Iterable[DatasetSpec]:
    """The readers that come with the tool."""
    yield DatasetSpec("csv", "CSV and TSV files", f"{__name__}.files:read_csv", suffixes=CSV)
    yield DatasetSpec("folder", "a folder of files, or one saved by `datasets`", f"{__name__}.folder:read", ("/",))
    yield DatasetSpec("hub", "data sets of the hub, by id", f"{__name__}.hub:read", ("*",), aliases=tuple(HUB))
    yield DatasetSpec("jsonl", "JSON Lines, or one JSON list", f"{__name__}.files:read_jsonl", JSON)
    yield DatasetSpec("parquet", "Parquet files", f"{__name__}.files:read_parquet", PARQUET)
    yield SAMPLE
