"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.transforms.draw import RATES
from robustbench_nlp.transforms.whitespace.params import WhitespaceParams

SPEC = TransformSpec(
    name="whitespace",
    summary="two spaces, a tab or a line break where one space was",
    make="robustbench_nlp.transforms.whitespace.rewrite:make",
    claim=Claim(LabelEffect.KEEPS, because="the words and their order stay; no two are joined, none is split"),
    level=Level.CHARACTER,
    params=WhitespaceParams,
    severities=tuple({"rate": rate} for rate in RATES),
    languages=("*",),
    examples=(
        ExamplePair("A wonderful film.", "A  wonderful  film.", params="rate=1,mode=double"),
        ExamplePair("A wonderful film.", "A\twonderful\tfilm.", params="rate=1,mode=tab"),
        ExamplePair("Good.<br /><br />Bad.", None, params="rate=1,mode=double"),
    ),
)
