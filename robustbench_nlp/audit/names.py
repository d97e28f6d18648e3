"""Names that people read: of labels and of annotators."""

from __future__ import annotations

import re
from collections.abc import Sequence

from robustbench_nlp.audit.frame import Frame
from robustbench_nlp.audit.response import UNDECIDED
from robustbench_nlp.errors import UsageError

ANNOTATOR = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@+-]{0,63}")
CODE = re.compile(r"-?\d+")


def label_names(frame: Frame, names: Sequence[str]) -> tuple[str, ...]:
    """What annotators choose from: `names`, or the data's own; `UsageError` where these mean nothing to a reader."""
    own = frame.labels
    if not names:
        if all(CODE.fullmatch(name) for name in own):
            raise UsageError(
                f"the labels {', '.join(own)} mean nothing to a reader",
                "say what they mean, in this order, as in --label-names negative,positive",
            )
        names = own
    if len(names) != len(own):
        raise UsageError(f"--label-names gives {len(names)} names for {len(own)} labels: {', '.join(own)}")
    if len({name.casefold() for name in names}) < len(names) or not all(name.strip() for name in names):
        raise UsageError(f"label names must differ: {', '.join(names)}", "name each label with --label-names")
    taken = [name for name in names if name.casefold() in UNDECIDED]
    if taken:
        raise UsageError(f"{taken[0]!r} is an answer beside the labels", "call that label otherwise: --label-names")
    return tuple(names)


def refuse_unusable_names(annotators: Sequence[str]) -> None:
    """`UsageError` where a name cannot be that of a file, or two are one."""
    if not annotators:
        raise UsageError("an audit needs somebody who reads", "--annotators 2, or names: --annotators anna,ben")
    for name in annotators:
        if not ANNOTATOR.fullmatch(name):
            raise UsageError(f"{name!r} cannot be an annotator's name", "use letters, digits and . _ - @ +")
    if len({name.casefold() for name in annotators}) < len(annotators):
        raise UsageError(f"annotators' names must differ: {', '.join(annotators)}")


def names_from(written: str) -> tuple[str, ...]:
    """Annotators from "2" or "anna,ben"."""
    if written.strip().isdecimal():
        return tuple(f"annotator-{i + 1}" for i in range(int(written)))
    return split_names(written)


def split_names(written: str) -> tuple[str, ...]:
    """Names from "negative,positive"."""
    return tuple(name.strip() for name in written.split(",")) if written.strip() else ()
