"""Which column holds the texts, which the labels, which the ids: as said, or by itself where that is unambiguous."""

from __future__ import annotations

import difflib

from robustbench_nlp.core.dataset import DatasetRequest
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.raw import is_unicode
from robustbench_nlp.readers.table import Table

TEXT_NAMES = ("text", "sentence", "review", "content", "document", "comment", "tweet", "message", "utterance", "body")
LABEL_NAMES = ("label", "labels", "sentiment", "class", "target", "category", "polarity", "stars", "rating", "intent")
ID_NAMES = ("id", "idx", "uid", "guid", "example_id", "row_id")


def text_column(table: Table, request: DatasetRequest, where: str) -> str:
    """The column with the texts; `DataError` lists the columns where it cannot be told."""
    if request.text_column:
        return _named(table, request.text_column, where, "--text-column")
    found = _known(table, TEXT_NAMES)
    if len(found) == 1:
        return found[0]
    if not found:
        others = [c for c in _of_strings(table) if c.lower() not in (*LABEL_NAMES, *ID_NAMES)]
        if request.label_column:
            others = [c for c in others if c != request.label_column]
        if len(others) == 1:
            return others[0]
    raise _unclear(table, where, "texts", "--text-column", found)


def label_column(table: Table, request: DatasetRequest, text: str, where: str) -> str:
    """The column with the labels; `DataError` lists the columns where it cannot be told."""
    if request.label_column:
        return _named(table, request.label_column, where, "--label-column")
    found = [c for c in _known(table, LABEL_NAMES) if c != text]
    if len(found) == 1:
        return found[0]
    rest = [c for c in table.columns if c != text and c.lower() not in ID_NAMES]
    if not found and len(rest) == 1:
        return rest[0]
    raise _unclear(table, where, "labels", "--label-column", found)


def id_column(table: Table, request: DatasetRequest, taken: tuple[str, str], where: str) -> str | None:
    """The column with ids, or None: then ids are made from the content."""
    if request.id_column:
        return _named(table, request.id_column, where, "--id-column")
    found = [c for c in _known(table, ID_NAMES) if c not in taken]
    if len(found) != 1:
        return None
    values = table.columns[found[0]]
    usable = all(isinstance(v, (int, str)) and str(v).strip() and is_unicode(str(v)) for v in values)
    unique = usable and len({str(v) for v in values}) == len(values)
    return found[0] if unique else None


def _named(table: Table, name: str, where: str, option: str) -> str:
    if name in table.columns:
        return name
    close = difflib.get_close_matches(name, table.columns, 1)
    hint = f"did you mean {option} {close[0]!r}?" if close else f"{option} must be one of: {_list(table)}"
    raise DataError(f"{where} has no column {name!r}", hint)


def _known(table: Table, names: tuple[str, ...]) -> list[str]:
    # The first name of the list that is there decides; two spellings of it ("Text", "text") leave it open.
    for name in names:
        found = [column for column in table.columns if column.strip().lower() == name]
        if found:
            return found
    return []


def _of_strings(table: Table) -> list[str]:
    def texts(column: str) -> bool:
        values = [value for value in table.columns[column][:1000] if value is not None]
        return bool(values) and all(isinstance(value, str) for value in values)

    return [column for column in table.columns if texts(column)]


def _unclear(table: Table, where: str, what: str, option: str, found: list[str]) -> DataError:
    several = f"several columns could hold the {what}" if found else f"cannot tell which column holds the {what}"
    return DataError(f"{where}: {several}; columns: {_list(table)}", f"name it with {option}")


def _list(table: Table) -> str:
    return ", ".join(table.columns)
