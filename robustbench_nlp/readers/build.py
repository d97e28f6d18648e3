"""From a table to a data set: columns, labels, ids, and a count of every row that is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Any

from robustbench_nlp.core.dataset import Dataset, DatasetRequest, Dropped
from robustbench_nlp.core.text import Example, content_ids
from robustbench_nlp.errors import DataError
from robustbench_nlp.readers.columns import id_column, label_column, text_column
from robustbench_nlp.readers.fingerprint import fingerprint
from robustbench_nlp.readers.label_values import label_names
from robustbench_nlp.readers.raw import is_unicode
from robustbench_nlp.readers.table import Table

UNLABELLED = -1
"""What named label columns of the hub hold where there is no public label: in whole test splits, or in single rows."""
UNLABELLED_ROW = "no public label (-1)"


def build(table: Table, request: DatasetRequest, *, name: str, split: str, where: str) -> Dataset:
    """Make the data set; `where` names the file or hub id in errors."""
    if not table.columns:
        raise DataError(f"{where} is empty", "it needs a column of texts and one of labels")
    if not table.rows:
        raise DataError(f"{where} has columns but no rows: {', '.join(table.columns)}")
    text = text_column(table, request, where)
    label = label_column(table, request, text, where)
    if text == label:
        raise DataError(f"{where}: the column {text!r} cannot hold both texts and labels")
    identity = id_column(table, request, (text, label), where)
    _refuse_other_texts(table.columns[text], f"{where}: the column {text!r}")
    dropped: Counter[str] = Counter()
    kept = list(_usable(table, text, label, dropped))
    if not kept and set(dropped) == {UNLABELLED_ROW}:
        raise DataError(f"{where} has no public labels (they are all -1)", "use --split validation")
    if not kept:
        raise DataError(f"{where}: no row has both a text and a label ({_told(dropped)})")
    labels = [table.columns[label][i] for i in kept]
    texts = [table.columns[text][i] for i in kept]
    names, ordered, named = _names(table, label, labels, where)
    code = {n: i for i, n in enumerate(ordered)}
    given = [names[value] for value in labels]
    ids = _ids(table, identity, kept, where) if identity else content_ids(texts)
    examples = tuple(Example(i, t, code[n]) for i, t, n in zip(ids, texts, given, strict=True))
    return Dataset(
        name=name,
        split=split,
        labels=ordered,
        examples=examples,
        fingerprint=fingerprint(examples, ordered),
        named=named,
        language=request.language or "en",
        dropped=tuple(Dropped(reason, count) for reason, count in sorted(dropped.items())),
    )


def _usable(table: Table, text: str, label: str, dropped: Counter[str]) -> Iterator[int]:
    codes = label in table.class_names
    for i, (words, answer) in enumerate(zip(table.columns[text], table.columns[label], strict=True)):
        if words is None:
            dropped["no text"] += 1
        elif answer is None or answer != answer or (isinstance(answer, str) and not answer.strip()):  # noqa: PLR0124
            dropped["no label"] += 1
        elif codes and answer == UNLABELLED:
            dropped[UNLABELLED_ROW] += 1
        elif not words.strip():
            dropped["empty text"] += 1
        elif not is_unicode(words):
            dropped["text is not valid Unicode (lone surrogate)"] += 1
        elif isinstance(answer, str) and not is_unicode(answer):
            dropped["label is not valid Unicode (lone surrogate)"] += 1
        else:
            yield i


def _names(table: Table, label: str, values: list[Any], where: str) -> tuple[dict[Any, str], tuple[str, ...], bool]:
    column = f"{where}: the column {label!r}"
    for value in values:
        if not isinstance(value, Hashable):
            raise DataError(f"{column} holds {type(value).__name__} values, not labels", "multi-label data is not read")
    if label not in table.class_names:
        return label_names(values, column)
    names = table.class_names[label]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise DataError(f"{column} has two labels of one name: {twice[0]}", "rename one of them in the schema")
    by_code = dict(enumerate(names))
    for value in values:
        if value not in by_code:
            raise DataError(f"{column} holds {value!r}, which stands for none of its labels: {', '.join(names)}")
    return by_code, names, True


def _refuse_other_texts(values: list[Any], column: str) -> None:
    for value in values:
        if value is not None and not isinstance(value, str):
            raise DataError(
                f"{column} holds {type(value).__name__} values, not texts", "name the right one with --text-column"
            )


def _ids(table: Table, identity: str, kept: list[int], where: str) -> list[str]:
    values = table.columns[identity]
    ids = ["" if values[i] is None else str(values[i]) for i in kept]
    counts = Counter(ids)
    bad = next((i for i in ids if counts[i] > 1 or not i.strip() or not is_unicode(i)), None)
    if bad is not None:
        what = "some are missing" if not bad.strip() else f"{bad!r} stands {counts[bad]} times"
        what = what if is_unicode(bad) else f"{bad!r} is not valid Unicode"
        raise DataError(f"{where}: the ids in {identity!r} do not name single rows: {what}", "leave out --id-column")
    return ids


def _told(dropped: Counter[str]) -> str:
    return ", ".join(f"{reason}: {count}" for reason, count in sorted(dropped.items()))
