"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, Cost, LabelEffect, Level, Reference
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.language.model_resource import RESOURCE
from robustbench_nlp.transforms.draw import RATES
from robustbench_nlp.transforms.paraphrase.params import ParaphraseParams

SPEC = TransformSpec(
    name="paraphrase",
    summary="because of becomes on account of, clauses and adverbs move; negations and their scopes stay as they are",
    make="robustbench_nlp.transforms.paraphrase.rewrite:make",
    claim=Claim(
        LabelEffect.KEEPS,
        because="reviewed phrases and moves that keep the meaning; none touches, enters or crosses the scope of a "
        "negation, and cues and scopes are compared before and after",
    ),
    level=Level.SENTENCE,
    params=ParaphraseParams,
    checks=("negation-scope",),
    severities=tuple({"rate": rate} for rate in RATES),
    cost=Cost.PARSE,
    resources=(RESOURCE,),
    references=(
        Reference("ConanDoyle-neg: Annotation of negation cues and their scope in Conan Doyle stories", year=2012),
        Reference("A Comprehensive Grammar of the English Language, chapters 8, 10 and 15", year=1985),
    ),
    examples=(
        ExamplePair(
            "I saw it in the theatre when it came out.", "When it came out, I saw it in the theatre.", params="rate=1"
        ),
        ExamplePair(
            "If you know LA, then you will appreciate it.", "You will appreciate it if you know LA.", params="rate=1"
        ),
        ExamplePair(
            "Unfortunately, the film becomes irritating fast.",
            "The film becomes irritating fast, unfortunately.",
            params="rate=1",
        ),
        ExamplePair("The script and acting were weak.", "The acting and script were weak.", params="rate=1"),
        ExamplePair(
            "For example, he tries to win because of her.",
            "For instance, he attempts to win on account of her.",
            params="rate=1,parser=none",
        ),
        ExamplePair("I didn't leave because it was bad. It was not good and funny.", None, params="rate=1"),
    ),
)
