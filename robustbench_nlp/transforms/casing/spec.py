"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.transforms.casing.params import CasingParams
from robustbench_nlp.transforms.draw import RATES

SPEC = TransformSpec(
    name="casing",
    summary="words in upper, lower, title or random case",
    make="robustbench_nlp.transforms.casing.rewrite:make",
    claim=Claim(LabelEffect.KEEPS, because="case carries emphasis, not what is said; addresses and code keep theirs"),
    level=Level.CHARACTER,
    params=CasingParams,
    severities=tuple({"rate": rate} for rate in RATES),
    languages=("*",),
    examples=(
        ExamplePair("It isn't bad.", "IT ISN'T BAD.", params="rate=1"),
        ExamplePair("It ISN'T bad.", "it isn't bad.", params="rate=1,mode=lower"),
        ExamplePair("it isn't “bad”.", "It Isn't “Bad”.", params="rate=1,mode=title"),
        ExamplePair("See www.imdb.com<br />@me #film", "SEE www.imdb.com<br />@me #film", params="rate=1"),
        ExamplePair("already lower", None, params="rate=1,mode=lower"),
    ),
)
