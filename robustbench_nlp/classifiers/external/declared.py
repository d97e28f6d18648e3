"""What code of the user's says about itself: the labels of a function, and its errors, fit for one line."""

from __future__ import annotations

from typing import Any

from robustbench_nlp.errors import ModelError, one_line


def label_names(given: Any, owner: str) -> tuple[str, ...]:
    """The labels as names; `ModelError` where they are no list of two or more different ones."""
    # Arrays, tensors and series of names.
    listed = given.tolist() if hasattr(given, "tolist") else given
    names = tuple(map(str, listed)) if isinstance(listed, list | tuple) else ()
    if len(set(names)) < 2 or len(set(names)) < len(names):
        raise ModelError(
            f"the labels of {owner} are {one_line(repr(given), 60)}: not two or more different names",
            "give a list of names, in the order of the columns",
        )
    return names


def told(error: BaseException) -> str:
    """Its kind and message in one line."""
    return one_line(f"{type(error).__name__}: {error}")
