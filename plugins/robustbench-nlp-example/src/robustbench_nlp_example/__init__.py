"""What the plugin declares. Kept light: tables and rules are imported when they are first used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.kinds import JudgeSpec
from robustbench_nlp.core.params import param
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.markers import hookimpl


@dataclass(frozen=True)
class SpellingParams:
    """Which way, and how much of it."""

    direction: Literal["to_uk", "to_us"] = param("to_uk", help="which spelling the text gets")
    rate: float = param(1.0, low=0, high=1, help="share of the words found that are changed")


@hookimpl
def robust_transforms() -> Iterable[TransformSpec]:
    """One transform."""
    yield TransformSpec(
        name="spelling_variant",
        summary="American spelling becomes British, or the other way round",
        make=f"{__name__}.rewrite:make",
        claim=Claim(
            LabelEffect.KEEPS,
            because="the same word in another spelling convention; pairs that tell two words apart are left out",
        ),
        level=Level.WORD,
        params=SpellingParams,
        languages=("en",),
        examples=(
            ExamplePair("The colors of the theater are great.", "The colours of the theatre are great."),
            ExamplePair("He realised it at the centre.", "He realized it at the center.", params="direction=to_us"),
            ExamplePair("A humorous night at the Lincoln Center.", None),
        ),
    )


@hookimpl
def robust_judges() -> Iterable[JudgeSpec]:
    """One judge, for audits."""
    yield JudgeSpec(
        name="word_list",
        summary="counts words of praise and blame; weak, to show how a judge is written",
        make=f"{__name__}.word_list:WordList",
    )
