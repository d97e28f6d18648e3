"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.transform import ExamplePair, TransformSpec

SPEC = TransformSpec(
    name="identity",
    summary="changes nothing: a control whose drop must be exactly 0",
    make="robustbench_nlp.transforms.identity.rewrite:make",
    claim=Claim(LabelEffect.KEEPS, because="the text stays as it is"),
    level=Level.SENTENCE,
    languages=("*",),
    control=True,
    examples=(ExamplePair("A wonderful film.", None),),
)
