"""What the transform declares."""

from __future__ import annotations

from robustbench_nlp.core.claims import Claim, Cost, LabelEffect, Level, Reference
from robustbench_nlp.core.transform import ExamplePair, TransformSpec
from robustbench_nlp.language.model_resource import RESOURCE as MODEL
from robustbench_nlp.transforms.draw import RATES
from robustbench_nlp.transforms.synonym.params import SynonymParams
from robustbench_nlp.transforms.synonym.wordnet_resource import RESOURCE as WORDNET

SPEC = TransformSpec(
    name="synonym",
    summary="words become synonyms of their usual sense, inflected alike, from a reviewed table or WordNet",
    make="robustbench_nlp.transforms.synonym.rewrite:make",
    claim=Claim(
        LabelEffect.KEEPS,
        because="each pair of the table was reviewed to hold in context, with conditions where it does not always; "
        "negations stay, and the ratings of the words rise or fall by less than 1.5 of 8 points in all; "
        "source=wordnet has the same guards and no review",
    ),
    level=Level.WORD,
    params=SynonymParams,
    severities=tuple({"rate": rate} for rate in RATES),
    checks=("negation", "valence"),
    cost=Cost.PARSE,
    resources=(MODEL, WORDNET),
    references=(
        Reference("WordNet: A Lexical Database for English", "https://doi.org/10.1145/219717.219748", 1995),
        Reference(
            "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
            "https://doi.org/10.1609/icwsm.v8i1.14550",
            2014,
        ),
    ),
    examples=(
        ExamplePair("It was a movie about an idea.", "It was a film about a thought.", params="rate=1"),
        ExamplePair("I bought an automobile.", "I purchased a car.", params="rate=1"),
        ExamplePair("The children began to laugh.", "The kids started to laugh.", params="rate=1"),
        ExamplePair("An hour passed quickly.", "An hour passed rapidly.", params="rate=1"),
        ExamplePair("THE MOVIE BEGINS. New York is a great city. Of course not!", None, params="rate=1"),
    ),
)
