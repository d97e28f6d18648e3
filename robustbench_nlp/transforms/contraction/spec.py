"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, Cost, LabelEffect, Level, Reference
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.transforms.contraction.params import ContractionParams
from robustbench_nlp.transforms.draw import RATES

SPEC = TransformSpec(
    name="contraction",
    summary="don't to do not and it is to it's, and the reverse",
    make="robustbench_nlp.transforms.contraction.rewrite:make",
    claim=Claim(
        LabelEffect.KEEPS,
        because="the long and the short form mean the same; where it is not certain which long form is meant, "
        "nothing changes",
    ),
    level=Level.WORD,
    params=ContractionParams,
    severities=tuple({"rate": rate} for rate in RATES),
    cost=Cost.PARSE,
    references=(Reference("A Comprehensive Grammar of the English Language, 3.23 and 3.32", year=1985),),
    examples=(
        ExamplePair("I can't believe it.", "I cannot believe it.", params="rate=1,mode=expand"),
        ExamplePair("Why don't you like it?", "Why do you not like it?", params="rate=1,mode=expand,parser=none"),
        ExamplePair("Can't the director see it?", "Can the director not see it?", params="rate=1,mode=expand"),
        ExamplePair("Can't the director see it?", None, params="rate=1,mode=expand,parser=none"),
        ExamplePair("He's a mess, isn't he?", "He is a mess, is he not?", params="rate=1,mode=expand"),
        ExamplePair("He's finished. It's broken.", None, params="rate=1,mode=expand"),
        ExamplePair(
            "It is not good, but they are funny.", "It's not good, but they're funny.", 6, "rate=1,mode=contract"
        ),
        ExamplePair("I know what it is.", None, params="rate=1,mode=contract"),
        ExamplePair("this notion, that is, nothing of it", None, params="rate=1,mode=contract"),
    ),
)
