"""Words that stay as they are because of the words beside them, whatever the table says."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from robustbench_nlp.language.negation.lexicon import APPROXIMATORS, NEGATION_CUES
from robustbench_nlp.transforms.synonym.context import Context

FILE = Path(__file__).parent / "multiwords.txt"

PARTICLES = frozenset(
    "ahead along apart around aside away back down forth forward off on out over through together up".split()
)
OBJECTS = frozenset("me you him her it us them this that".split())
READ_BY_NEIGHBOURS = APPROXIMATORS | {"no", "miss"}
"""Cues that negate in some company only ("a few", "little kids"): the words beside them must not change."""


def in_multiword(word: str, context: Context) -> bool:
    """Is the word, in lower case, part of a fixed phrase such as "of course"?"""
    words, phrases = multiwords()
    if word not in words:
        return False
    prev2, prev, behind, next2 = context
    return not phrases.isdisjoint(
        (
            f"{prev} {word}",
            f"{word} {behind}",
            f"{prev2} {prev} {word}",
            f"{prev} {word} {behind}",
            f"{word} {behind} {next2}",
        )
    )


def is_doubled(word: str, context: Context) -> bool:
    """Is it said twice ("a long, long film")? Then both belong together."""
    return (
        word in (context.prev, context.next)
        or (context.next == "," and context.next2 == word)
        or (context.prev == "," and context.prev2 == word)
    )


def reads_a_cue(context: Context) -> bool:
    """Does the word decide how a cue beside it is read, or stand in "would really have"?"""
    return context.prev in READ_BY_NEIGHBOURS or context.next in READ_BY_NEIGHBOURS or context.next in {"have", "'ve"}


def spared(pos: str, context: Context) -> bool:
    """Does a word of that part of speech (N, V, J, R) mean something else in this company, or weigh more?

    Verbs with a particle ("bought up", "picked it up"), and adverbs under a negation ("not entirely").
    """
    if pos == "V":
        return context.next in PARTICLES or (context.next in OBJECTS and context.next2 in PARTICLES)
    return pos == "R" and (context.prev in NEGATION_CUES or context.prev.endswith("n't"))


@cache
def multiwords() -> tuple[frozenset[str], frozenset[str]]:
    """All words that are part of a fixed phrase, and the phrases."""
    lines = FILE.read_text("utf-8").splitlines()
    phrases = frozenset(line for line in lines if line and not line.startswith("#"))
    return frozenset(word for phrase in phrases for word in phrase.split()), phrases
