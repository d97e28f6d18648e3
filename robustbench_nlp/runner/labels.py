"""Which model label is which data label: by name, and by order only where the names say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from robustbench_nlp.core.dataset import Dataset
from robustbench_nlp.core.label_codes import label_code
from robustbench_nlp.errors import DataError

SAME = {"neg": "negative", "pos": "positive", "neu": "neutral", "false": "0", "true": "1"}


NEVER_SAID = -1
"""The column of a label that a model which names labels only has never named."""


def match_labels(
    data: Sequence[str],
    model: Sequence[str],
    *,
    named: bool = True,
    some: bool = False,
    ordered: bool = True,
    labels_from: str = "",
) -> tuple[tuple[int, ...], str]:
    """For each data label the index of the model's label, and how they were matched ("name" or "order").

    `named` is False where the data's names are known to say nothing (codes, booleans). With `some` the model's labels
    are only those it happened to choose, and the others get `NEVER_SAID`. `ordered` is False where the model's labels
    are in no order of its own. `DataError` shows both sides where they cannot be matched, and names `labels_from`,
    where the model has its labels from.
    """
    both = f"data: {', '.join(data)}; model: {', '.join(model)}"
    names = [_plain(name) for name in data]
    if len(set(names)) < len(names):
        raise DataError(f"two labels of the data say the same ({both})", "write each label in one way")
    column = {_plain(name): i for i, name in enumerate(model)}
    told_apart = len(column) == len(model)
    if told_apart and (set(names) == set(column) or (some and set(column) < set(names))):
        return tuple(column.get(name, NEVER_SAID) for name in names), "name"
    if len(data) != len(model):
        hint = "evaluate with a model of the same task, or a data set with the model's labels"
        if told_apart and set(names) < set(column):
            missing = ", ".join(name for name in model if _plain(name) not in names)
            hint = f"no text of this split is {missing}: take one that has all labels, or a model without"
        raise DataError(f"the data has {len(data)} labels and the model {len(model)} ({both})", hint)
    if told_apart and _codes(model):
        # The numbers are the order: LABEL_1 is the second label wherever it stands.
        return tuple(sorted(range(len(model)), key=lambda i: label_code(model[i]) or 0)), "order"
    if ordered and (not named or _codes(data)):
        return tuple(range(len(data))), "order"
    raise DataError(
        f"the labels of data and model do not match ({both})",
        "rename the labels in the data, or " + (f"in {labels_from}" if labels_from else "those of the model"),
    )


def numbered_alike(part: Dataset, whole: Dataset) -> Dataset:
    """`part` with its labels numbered as `whole` numbers those of the same names; `DataError` where it has others.

    A split is read by itself: one that lacks a class, or has its names in another order, counts them differently.
    """
    if part.labels == whole.labels:
        return part
    at = {_plain(name): i for i, name in enumerate(whole.labels)}
    others = [name for name in part.labels if _plain(name) not in at]
    if others or len(at) < len(whole.labels):
        raise DataError(
            f"{part.name} has the labels {', '.join(whole.labels)} in {whole.split or 'training'} and "
            f"{', '.join(part.labels)} in {part.split or 'validation'}",
            "give both splits the same labels",
        )
    examples = (replace(example, label=at[_plain(part.labels[example.label])]) for example in part.examples)
    return replace(part, labels=whole.labels, examples=tuple(examples))


def _plain(name: str) -> str:
    folded = name.strip().casefold()
    code = label_code(folded)
    return SAME.get(folded, folded) if code is None else str(code)


def _codes(names: Sequence[str]) -> bool:
    return all(label_code(name) is not None for name in names)
