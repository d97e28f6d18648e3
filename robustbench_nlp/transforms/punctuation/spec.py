"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.transforms.draw import RATES
from robustbench_nlp.transforms.punctuation.params import PunctuationParams

SPEC = TransformSpec(
    name="punctuation",
    summary="marks at the end of words left out or repeated, or a full stop more or less at the very end",
    make="robustbench_nlp.transforms.punctuation.rewrite:make",
    claim=Claim(
        LabelEffect.KEEPS,
        because="only marks between words; numbers, abbreviations, emoticons, apostrophes and hyphens stay",
    ),
    level=Level.CHARACTER,
    params=PunctuationParams,
    severities=tuple({"rate": rate} for rate in RATES),
    languages=("*",),
    examples=(
        ExamplePair("Slow, but good! Is it? Yes.", "Slow but good Is it Yes", params="rate=1,mode=strip"),
        ExamplePair("A wonderful film.", "A wonderful film", params="rate=1,mode=final"),
        ExamplePair("A wonderful film", "A wonderful film.", params="rate=1,mode=final"),
        ExamplePair("7.5/10 at 9:30 :) www.imdb.com don't well-made", None, params="rate=1,mode=strip"),
    ),
)
