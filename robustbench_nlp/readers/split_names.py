"""Which split is meant: the usual names, their synonyms, and the one taken where none is named."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.errors import DataError

SYNONYMS = {"valid": "validation", "dev": "validation", "val": "validation"}
USUAL = ("train", "validation", "test")


def usual_name(split: str) -> str:
    """The name in lower case, with `validation` for its synonyms."""
    return SYNONYMS.get(split.lower(), split.lower())


def choose_split(wanted: str, splits: Iterable[str], where: str) -> str:
    """The split that is wanted, else test, else validation, else the only one; `DataError` lists those there are."""
    names = list(splits)
    if wanted:
        found = [name for name in names if name == wanted] or [n for n in names if usual_name(n) == usual_name(wanted)]
        if not found:
            raise DataError(f"{where} has no split {wanted!r}", f"it has: {', '.join(names)}")
        return found[0]
    for usual in ("test", "validation"):
        for name in names:
            if usual_name(name) == usual:
                return name
    if len(names) == 1:
        return names[0]
    raise DataError(f"{where} has several splits: {', '.join(names)}", "name one with --split")
