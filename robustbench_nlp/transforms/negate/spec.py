"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, Cost, LabelEffect, Level
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.language.model_resource import RESOURCE
from robustbench_nlp.transforms.draw import RATES
from robustbench_nlp.transforms.negate.params import NegateParams

SPEC = TransformSpec(
    name="negate",
    summary="is good to is not good and did not like to liked: a control that changes the label on purpose",
    make="robustbench_nlp.transforms.negate.rewrite:make",
    claim=Claim(
        LabelEffect.CHANGES,
        because="main clauses say the contrary of what they said; at severity 5 all that can be turned round",
        tasks=("sentiment",),
    ),
    level=Level.SENTENCE,
    params=NegateParams,
    severities=tuple({"rate": rate} for rate in RATES),
    cost=Cost.PARSE,
    resources=(RESOURCE,),
    examples=(
        ExamplePair("This film is good. I loved it.", "This film is not good. I did not love it.", params="@5"),
        ExamplePair("She didn't like it. It can't be saved.", "She liked it. It can be saved.", params="@5"),
        ExamplePair("Don't watch this! There is no plot.", "Watch this! There is some plot.", params="@5"),
        ExamplePair("What a film!", None, params="@5"),
    ),
)
