"""Automatic label checks: signs that a rewording may have changed the right answer. They screen and never decide."""

from __future__ import annotations

from collections.abc import Iterable

from robustbench_nlp.core.kinds import CheckSpec
from robustbench_nlp.markers import hookimpl


@hookimpl
def robust_label_checks() -> Iterable[CheckSpec]:
    """The checks that come with the tool."""
    yield CheckSpec(
        "length",
        "the text is much shorter or longer than it was",
        f"{__name__}.length:make",
        because="what leaves out or adds a fifth of a text has not only reworded it",
    )
    yield CheckSpec(
        "negation",
        "a negation cue came or went",
        f"{__name__}.negation:make",
        because="a not more or less turns a sentence round; it does so in 74 % of the label flips that people wrote",
    )
    yield CheckSpec(
        "negation-scope",
        "a negation reaches other words than it did",
        f"{__name__}.negation_scope:make",
        because="what a not reaches is what it denies, wherever the words went; needs a parse, so on request only",
        everywhere=False,
    )
    yield CheckSpec(
        "numbers",
        "a number changed",
        f"{__name__}.numbers:make",
        because="ratings, dates and amounts can be the label itself",
    )
    yield CheckSpec(
        "valence",
        "the words put in carry another sentiment than those taken out",
        f"{__name__}.valence:make",
        because="the sum of word ratings moves by 1.5 or more in nearly every label flip, in few harmless rewordings",
    )
