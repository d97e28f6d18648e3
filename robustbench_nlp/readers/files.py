"""Single local files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from robustbench_nlp.core.dataset import Dataset, DatasetRequest
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.build import build
from robustbench_nlp.readers.config import refuse_config
from robustbench_nlp.readers.delimited import parse_delimited
from robustbench_nlp.readers.json_lines import parse_json
from robustbench_nlp.readers.parquet import parse_parquet
from robustbench_nlp.readers.raw import read_bytes, stem
from robustbench_nlp.readers.split_names import USUAL, usual_name
from robustbench_nlp.readers.table import Table

Parse = Callable[[bytes, str], Table]


def read_csv(request: DatasetRequest) -> Dataset:
    """A CSV or TSV file; the ending, or the header where it has no comma, says which."""
    separator = "\t" if ".tsv" in Path(request.source).suffixes else ","
    return _read(request, lambda content, where: parse_delimited(content, where, separator))


def read_jsonl(request: DatasetRequest) -> Dataset:
    """JSON Lines, or a file with one JSON list of objects."""
    return _read(request, parse_json)


def read_parquet(request: DatasetRequest) -> Dataset:
    """A Parquet file."""
    return _read(request, parse_parquet)


def _read(request: DatasetRequest, parse: Parse) -> Dataset:
    refuse_config(request)
    path = Path(request.source)
    own = stem(path)
    split = usual_name(own) if usual_name(own) in USUAL else ""
    if request.split and usual_name(request.split) != split:
        raise DataError(f"{path} is a single file, it has no split {request.split!r}", "name the file of that split")
    # A file called test.csv says less than the folder it lies in.
    name = (path.resolve().parent.name or own) if split else own
    return build(parse(read_bytes(path), str(path)), request, name=name, split=split, where=str(path))
