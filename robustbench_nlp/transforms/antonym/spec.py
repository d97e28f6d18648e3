"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, LabelEffect, Level
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.transforms.antonym.params import AntonymParams
from robustbench_nlp.transforms.draw import RATES

SPEC = TransformSpec(
    name="antonym",
    summary="good to bad and terrible to great: a control that changes the label on purpose",
    make="robustbench_nlp.transforms.antonym.rewrite:make",
    claim=Claim(
        LabelEffect.CHANGES,
        because="the words that evaluate are turned into their opposites; at severity 5 all that the table knows",
        tasks=("sentiment",),
    ),
    level=Level.WORD,
    params=AntonymParams,
    severities=tuple({"rate": rate} for rate in RATES),
    examples=(
        ExamplePair("A good film with a terrible end.", "A bad film with a great end.", params="@5"),
        ExamplePair("It was an awful waste of time.", "It was an excellent good use of time.", params="@5"),
        ExamplePair(
            "What a boring, ugly movie. I hated it.", "What an entertaining, beautiful movie. I loved it.", 0, "@5"
        ),
        ExamplePair("Good luck to my best friend, who is in love.", None, params="@5"),
    ),
)
