"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, LabelEffect, Level, Reference
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.transforms.typo.params import RATES, TypoParams

FILM = "A wonderful film with a clever ending."

SPEC = TransformSpec(
    name="typo",
    summary="typing errors: a letter left out, doubled, exchanged or hit beside its key; or errors of spelling",
    make="robustbench_nlp.transforms.typo.rewrite:make",
    claim=Claim(
        LabelEffect.KEEPS,
        because="one error per word, first letter kept, never another common word, never in a negation; "
        "readers recover such words from context",
    ),
    level=Level.CHARACTER,
    params=TypoParams,
    severities=tuple({"rate": rate} for rate in RATES),
    languages=("en",),
    references=(
        Reference(
            "Observations on Typing from 136 Million Keystrokes", "https://doi.org/10.1145/3173574.3174220", 2018
        ),
    ),
    examples=(
        ExamplePair(FILM, "A wonderful flim with a clevr endiing.", params="rate=0.5"),
        ExamplePair(FILM, "A wonderful film with a clevr ending."),
        ExamplePair(
            "The committee believed it was separate, and they couldn't agree.",
            "The commitee beleived it was sepirate, and they couldnt agree.",
            seed=3,
            params="rate=0.6,mode=spelling",
        ),
        ExamplePair("It's never won't NOT BAD www.imdb.com @somebody 20-year <strong>", None, params="rate=1"),
    ),
)
