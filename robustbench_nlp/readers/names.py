"""The endings of files and the short names of hub data sets that the readers answer to."""

from __future__ import annotations

CSV = (".csv", ".tsv")
JSON = (".jsonl", ".ndjson", ".json")
PARQUET = (".parquet",)

HUB = {
    "imdb": "stanfordnlp/imdb",
    "sst2": "stanfordnlp/sst2",
    "rotten_tomatoes": "cornell-movie-review-data/rotten_tomatoes",
}
"""With the ids that they stand for."""
