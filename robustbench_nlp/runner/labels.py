"""Which model label is which data label: by name, and by order only where the names say nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from robustbench_nlp.errors import DataError

CODE = re.compile(r"(?:label[_ -]?)?\d+\Z", re.IGNORECASE)
SHORT = {"neg": "negative", "pos": "positive", "neu": "neutral"}


NEVER_SAID = -1
"""The column of a label that a model which names labels only has never named."""


def match_labels(
    data: Sequence[str], model: Sequence[str], *, named: bool = True, some: bool = False
) -> tuple[tuple[int, ...], str]:
    """For each data label the index of the model's label, and how they were matched ("name" or "order").

    `named` is False where the data's names are known to say nothing (codes, booleans). With `some` the model's labels
    are only those it happened to choose, and the others get `NEVER_SAID`. `DataError` shows both sides where they
    cannot be matched.
    """
    both = f"data: {', '.join(data)}; model: {', '.join(model)}"
    if some and {_plain(name) for name in model} < {_plain(name) for name in data}:
        chosen = {_plain(name): i for i, name in enumerate(model)}
        return tuple(chosen.get(_plain(name), NEVER_SAID) for name in data), "name"
    if len(data) != len(model):
        raise DataError(
            f"the data has {len(data)} labels and the model {len(model)} ({both})",
            "evaluate with a model of the same task, or a data set with the model's labels",
        )
    by_name = {_plain(name): i for i, name in enumerate(model)}
    names = [_plain(name) for name in data]
    if set(names) == set(by_name) and len(by_name) == len(model):
        return tuple(by_name[name] for name in names), "name"
    if not named or _says_nothing(data) or _says_nothing(model):
        return tuple(range(len(data))), "order"
    raise DataError(
        f"the labels of data and model do not match ({both})",
        "rename the labels in the data, or in the model's config.json (id2label)",
    )


def _plain(name: str) -> str:
    folded = name.strip().casefold()
    return SHORT.get(folded, folded)


def _says_nothing(names: Sequence[str]) -> bool:
    return all(CODE.match(name.strip()) for name in names)
